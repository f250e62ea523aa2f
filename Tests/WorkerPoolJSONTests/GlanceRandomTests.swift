import TestSupport
import Testing
import WorkerPoolJSON

/// A glance against a parse of the same bytes, on documents made at random: whatever is skipped ends where a parse says so.
struct GlanceRandomTests {
    private enum Shape: CaseIterable {
        case mixed, indented, escapes, longStrings, deep, numbers
    }

    @Test(arguments: 0..<24)
    func `a glance and a parse answer the same, wherever the document lies in memory`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        for shape in Shape.allCases {
            let document = Array(document(of: shape, using: &random).utf8)
            let parsed = try FrozenJSON(parsing: document)
            for offset in seed % 4 * 16..<seed % 4 * 16 + 16 {
                let padded = [UInt8](repeating: 0x22, count: offset) + document
                compare(FrozenJSON.Glance(at: padded[offset...]), parsed)
            }
        }
    }

    @Test(arguments: 0..<6)
    func `of a document that is cut anywhere a glance finds what it holds, or nothing`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        for shape in Shape.allCases {
            let skipped = document(of: shape, using: &random)
            let text = "{\"skipped\":\(skipped),\"last\":\"]}\"}"
            let bytes = Array(text.utf8)
            let end = bytes.count - 1
            for length in 0...bytes.count {
                // An array of its own, so that a sanitizer sees a read beyond its end.
                let glance = FrozenJSON.Glance(at: [UInt8](bytes.prefix(length)))
                #expect(glance["last"].string == (length >= end ? "]}" : nil))
                #expect(!glance["missing"].exists)
            }
        }
    }

    @Test(arguments: 0..<70)
    func `backslashes escape the same quotes in every place of a block`(length: Int) throws {
        let before = String(repeating: " ", count: length % 67)
        for count in 0..<6 {
            let backslashes = String(repeating: "\\\\", count: count + length)
            let skipped = "[\(before)\"\(backslashes)\\\"]\",[\"\(backslashes)\"],\"[\"]"
            let document = Array(
                "{\"a\":\(skipped),\"\(backslashes)\":1,\"\(backslashes)\\\"\":\"\(backslashes)\"}".utf8
            )
            compare(FrozenJSON.Glance(at: document[...]), try FrozenJSON(parsing: document))
        }
    }

    private func document(of shape: Shape, using random: inout SplitMix) -> String {
        func several(_ range: Range<Int>, _ value: (inout SplitMix) -> String) -> String {
            "[" + (0..<Int.random(in: range, using: &random)).map { _ in value(&random) }.joined(separator: ",") + "]"
        }
        switch shape {
        case .mixed: return RandomDocument.make(using: &random, depth: 4)
        case .indented:
            let indentation = "\n" + String(repeating: " ", count: Int.random(in: 0..<90, using: &random))
            return
                "{\(indentation)\"a\": [\(indentation)],\(indentation)\"b\":\(indentation){\(indentation)}\(indentation)}"
        case .escapes:
            return several(0..<9) { random in
                let pieces = ["\\\"", "\\\\", "]", "{", "[", "}", "\\u005d", "é", ","]
                let count = Int.random(in: 0..<90, using: &random)
                return "\"" + (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined() + "\""
            }
        case .longStrings:
            return several(1..<4) { random in
                let letter = ["x", "名", "]", "\\n"].randomElement(using: &random)!
                return "\"" + String(repeating: letter, count: Int.random(in: 0..<300, using: &random)) + "\""
            }
        case .deep:
            let depth = Int.random(in: 1..<150, using: &random)
            let (opening, closing) = Bool.random(using: &random) ? ("{\"\":", "}") : ("[", "]")
            return String(repeating: opening, count: depth) + "0" + String(repeating: closing, count: depth)
        case .numbers:
            return several(0..<60) {
                String(Int64.random(in: .min ... .max, using: &$0) >> Int64.random(in: 0..<64, using: &$0))
            }
        }
    }

    private func compare(_ glance: FrozenJSON.Glance<ArraySlice<UInt8>>, _ value: FrozenJSON) {
        switch value.kind {
        case .object: for member in value.members { compare(glance[member.name], member.value) }
        case .array:
            for (position, element) in value.elements.enumerated() { compare(glance[position], element) }
            #expect(!glance[value.count].exists)
        case .string: #expect(glance.string == value.string && value.string != nil)
        case .number: #expect(glance.int == value.int && glance.double == value.double)
        default: #expect(glance.bool == value.bool && glance.isNull == value.isNull)
        }
    }
}
