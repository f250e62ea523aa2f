// What must hold between the plain reading of a document and what `Decodable` makes of it.

import WorkerPoolJSON

/// By all ways to decode, with an input's options.
struct Decoding {
    private let input: Input
    private let plain: PlainJSON
    private let document: FrozenJSON

    /// Decodes the document of `input`, and where it can, an error in the midst of it.
    static func check(_ input: Input, _ plain: PlainJSON, _ document: FrozenJSON) throws {
        try Decoding(input: input, plain: plain, document: document).check()
    }

    private func check() throws {
        let seen = input.areDictionaries ? plain.seenByDictionaries() : plain.seen(by: input.names)
        guard seen.agrees(with: try document.decode(Decoded.self, decoding: options(nil))) else {
            fatalError("decoded as something else")
        }
        let decoder = FrozenJSON.ValueDecoder(Decoded.self, options: input.parsing, decoding: options(nil))
        var workspace = decoder.makeWorkspace()
        for _ in 0..<2 {
            guard seen.agrees(with: try decoder.decode(input.document, in: &workspace)) else {
                fatalError("decoded by the pool as something else")
            }
        }

        // A dictionary decodes a repeated name's values, too, and forgets what is wrong with them.
        if input.areDictionaries && seen.count != plain.count { return }
        var random = input.random
        let number = Int.random(in: 0..<seen.count, using: &random)
        var remaining = number
        let path = seen.path(to: &remaining)!
        check(path) { try document.decode(Decoded.self, decoding: options(Complaint(after: number))) }
        let complaint = options(Complaint(after: number))
        let complaining = FrozenJSON.ValueDecoder(Decoded.self, options: input.parsing, decoding: complaint)
        var another = complaining.makeWorkspace()
        check(path) { try complaining.decode(input.document, in: &another) }
    }

    private func options(_ complaint: Complaint?) -> FrozenJSON.DecodingOptions {
        var options = FrozenJSON.DecodingOptions()
        options.keyDecodingStrategy = input.names.strategy
        if input.areDictionaries { options.userInfo[Decoded.areStandard] = true }
        options.userInfo[Complaint.key] = complaint
        return options
    }

    /// Whether decoding fails, there.
    private func check(_ path: [String], _ decode: () throws -> Decoded) {
        do {
            _ = try decode()
            fatalError("decoded what is something else")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let found = context.codingPath.map { $0.intValue.map { String($0) } ?? $0.stringValue }
            // By bytes: a `String` equals what is written otherwise.
            guard found.map({ Array($0.utf8) }) == path.map({ Array($0.utf8) }) else {
                fatalError("wrong at \(path), said to be at \(found)")
            }
            // Converted names are looked for under what they may have been.
            let told = if case .asTheyAre = input.names { path } else { nil as [String]? }
            Diagnosing.check(DecodingError.valueNotFound(Decoded.self, context), in: input.document, at: told)
        } catch {
            fatalError("an error of another kind: \(error)")
        }
    }
}

extension PlainJSON {
    /// What containers see: names converted, and of those that are the same the first.
    fileprivate func seen(by names: Names, depth: Int = 0) -> PlainJSON {
        switch self {
        case .array(let elements): return .array(elements.map { $0.seen(by: names, depth: depth + 1) })
        case .object(let members):
            var known = Set<[UInt8]>()
            var seen: [(name: String, value: PlainJSON)] = []
            for member in members {
                let name = names.converted(member.name, depth: depth)
                guard known.insert(Array(name.utf8)).inserted else { continue }
                seen.append((name, member.value.seen(by: names, depth: depth + 1)))
            }
            return .object(seen)
        default: return self
        }
    }

    /// What the standard library's dictionaries hold: names as they are, and of those that are equal as a `String` the first.
    fileprivate func seenByDictionaries() -> PlainJSON {
        switch self {
        case .array(let elements): return .array(elements.map { $0.seenByDictionaries() })
        case .object(let members):
            var known = Set<String>()
            return .object(
                members.filter { known.insert($0.name).inserted }.map { ($0.name, $0.value.seenByDictionaries()) }
            )
        default: return self
        }
    }

    /// How many values it is.
    fileprivate var count: Int { children.reduce(1) { $0 + $1.value.count } }

    /// The keys that lead to the value that comes `number` values into this one; counts down to it.
    fileprivate func path(to number: inout Int) -> [String]? {
        if number == 0 { return [] }
        number -= 1
        for child in children {
            if let path = child.value.path(to: &number) { return [child.name] + path }
        }
        return nil
    }

    /// Whether `decoded` says the same, its members in any order.
    fileprivate func agrees(with decoded: Decoded) -> Bool {
        switch (self, decoded) {
        case (.null, .null): return true
        case (.bool(let one), .bool(let other)): return one == other
        case (.number(let text), .number(let number)): return Double(text)!.bitPattern == number.bitPattern
        case (.number(let text), .tooLarge):
            // Or too small: what is zero only by rounding.
            let value = Double(text)!
            return value.isInfinite
                || value == 0 && text.prefix { $0 != "e" && $0 != "E" }.contains { ("1"..."9").contains($0) }
        case (.string(let one), .string(let other)): return one.utf8.elementsEqual(other.utf8)
        case (.array(let one), .array(let other)):
            return one.count == other.count && zip(one, other).allSatisfy { $0.agrees(with: $1) }
        case (.object(let members), .object(let fields)):
            let these = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            let those = fields.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            return these.count == those.count
                && zip(these, those)
                    .allSatisfy { $0.name.utf8.elementsEqual($1.name.utf8) && $0.value.agrees(with: $1.value) }
        default: return false
        }
    }
}
