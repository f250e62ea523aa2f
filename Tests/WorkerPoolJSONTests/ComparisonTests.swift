import Foundation
import TestSupport
import Testing
import WorkerPoolJSON

/// Random and mutated documents, from a seed that a failure prints, against `JSONSerialization`.
struct ComparisonTests {
    private static let seeds: [UInt64] = [1, 20_261_124, .random(in: 0 ... .max)]

    @Test(arguments: seeds)
    func `random documents hold what JSONSerialization finds in them`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<500 {
            let text = RandomDocument.make(using: &random, depth: 4)
            let document = try FrozenJSON(parsing: [UInt8](text.utf8))
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            #expect(ComparisonTests.isSame(document, object), "seed \(seed): \(text)")
        }
    }

    @Test(arguments: seeds)
    func `mutated documents are refused where JSONSerialization refuses them, and hold the same where not`(seed: UInt64)
        throws
    {
        var random = SplitMix(seed: seed)
        var accepted = 0
        for _ in 0..<4_000 {
            var bytes = [UInt8](RandomDocument.make(using: &random, depth: 2).utf8)
            for _ in 0...Int.random(in: 0..<2, using: &random) { ComparisonTests.mutate(&bytes, using: &random) }
            guard ComparisonTests.isComparable(bytes) else { continue }
            let object = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            let isAlike: Bool
            do throws(FrozenJSON.ParseError) {
                let document = try FrozenJSON(parsing: bytes)
                accepted += 1
                isAlike = object.map { ComparisonTests.isSame(document, $0) } ?? ComparisonTests.hasHugeNumber(document)
            } catch {
                isAlike = object == nil || ComparisonTests.isCommaBeforeBracket(error, in: bytes)
            }
            #expect(isAlike, "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
        #expect(accepted > 100)
    }

    private static func mutate(_ bytes: inout [UInt8], using random: inout SplitMix) {
        let tokens = Array("{}[]\",:\\0123-+.eEtfn/u \n\t\u{0}\u{1F}é€😀".utf8) + [0xC0, 0xED, 0xF5, 0xFF]
        let position = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0 where position < bytes.count: bytes.remove(at: position)
        case 1 where position < bytes.count: bytes[position] = tokens.randomElement(using: &random)!
        default: bytes.insert(tokens.randomElement(using: &random)!, at: position)
        }
    }

    /// `JSONSerialization` refuses a number that no finite double is near to; the grammar does not.
    private static func hasHugeNumber(_ value: FrozenJSON) -> Bool {
        value.kind == .number && value.double == nil || value.elements.contains(where: hasHugeNumber)
            || value.members.contains { hasHugeNumber($0.value) }
    }

    /// It takes a comma before the bracket that closes; the grammar does not.
    private static func isCommaBeforeBracket(_ error: FrozenJSON.ParseError, in bytes: [UInt8]) -> Bool {
        (error.expected == .value || error.expected == .name) && bytes.indices.contains(error.offset)
            && (bytes[error.offset] == 0x5D || bytes[error.offset] == 0x7D)
    }

    /// Where the two may be compared: `JSONSerialization` guesses other encodings from zero bytes.
    private static func isComparable(_ bytes: [UInt8]) -> Bool { !bytes.contains(0) }

    private static func isSame(_ value: FrozenJSON, _ object: Any) -> Bool {
        switch value.kind {
        case .null:
            return object is NSNull
        case .bool:
            return value.bool == object as? Bool
        case .number:
            guard let number = object as? NSNumber else { return false }
            if let int = value.int { return number.int64Value == Int64(int) }
            // It makes a `Decimal` of some numbers and a double of that, which is not always the nearest: nine units off for 6.3690004487E-118.
            guard let double = value.double else { return false }
            return abs(double - number.doubleValue) <= 64 * double.ulp
        case .string:
            // Byte by byte: `==` of strings takes some different ones for equal.
            guard let string = object as? String, let ours = value.string else { return false }
            return ours.utf8.elementsEqual(string.utf8)
        case .array:
            guard let array = object as? [Any], array.count == value.count else { return false }
            return zip(value.elements, array).allSatisfy { isSame($0, $1) }
        case .object:
            guard let dictionary = object as? [String: Any] else { return false }
            return Set(value.members.map(\.name)) == Set(dictionary.keys)
                && dictionary.allSatisfy { isSame(value[$0.key], $0.value) }
        case nil:
            return false
        }
    }
}
