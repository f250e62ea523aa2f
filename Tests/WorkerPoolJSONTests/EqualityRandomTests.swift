import TestSupport
import Testing
import WorkerPoolJSON

/// Documents made at random against copies of them that are written otherwise.
struct EqualityRandomTests {
    @Test(arguments: 0..<200)
    func `a shuffled copy is equal, and one with a single other value is not`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let document = try FrozenJSON(parsing: [UInt8](RandomDocument.make(using: &random, depth: 5).utf8))
        for hasDecoys in [false, true] {
            var one = Rewriting(random: random, hasDecoys: hasDecoys)
            let first = try one.copy(of: document)
            var other = Rewriting(random: one.random, hasDecoys: hasDecoys)
            let second = try other.copy(of: document)
            #expect(first == second && second == first)
            if !hasDecoys { #expect(document == first && first == document) }

            guard one.scalarCount > 0 else { continue }
            other.changed = Int.random(in: 0..<one.scalarCount, using: &random)
            other.scalarCount = 0
            let changed = try other.copy(of: document)
            #expect(first != changed && changed != first)
        }
    }

    /// Writes a document again, with its members in another order and all names escaped.
    private struct Rewriting {
        var random: SplitMix
        /// Whether each name stands twice: at first with a value that does not count.
        let hasDecoys: Bool
        var scalarCount = 0
        /// Which scalar is another one.
        var changed: Int?

        init(random: SplitMix, hasDecoys: Bool) {
            self.random = random
            self.hasDecoys = hasDecoys
        }

        mutating func copy(of document: FrozenJSON) throws -> FrozenJSON {
            try FrozenJSON(parsing: [UInt8](text(of: document).utf8))
        }

        private mutating func text(of value: FrozenJSON) -> String {
            switch value.kind {
            case .object:
                // In the document's order, so that a scalar's number is the same in every copy.
                let members = value.members.map { (name: escaped($0.name), text: text(of: $0.value)) }
                let decoys = hasDecoys ? members.map { (name: $0.name, text: String(random.next())) } : []
                let all = decoys.shuffled(using: &random) + members.shuffled(using: &random)
                return "{" + all.map { "\($0.name):\($0.text)" }.joined(separator: ",") + "}"
            case .array:
                return "[" + value.elements.map { text(of: $0) }.joined(separator: ",") + "]"
            default:
                defer { scalarCount += 1 }
                return scalarCount == changed ? "\"changed\"" : value.description
            }
        }

        private func escaped(_ name: String) -> String {
            "\"" + name.utf16.map { "\\u" + String(UInt32($0) + 0x10000, radix: 16).dropFirst() }.joined() + "\""
        }
    }
}
