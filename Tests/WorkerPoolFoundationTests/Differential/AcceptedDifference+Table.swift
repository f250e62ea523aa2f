import Foundation
import WorkerPoolJSON

extension AcceptedDifference {
    /// All that there are.
    ///
    /// The list in `WorkerPoolJSON.md` is made from them.
    static let all: [AcceptedDifference] = documents + names + numbers + errors

    private static let documents = [
        AcceptedDifference(
            "Types with a `URL`, a `Decimal` or `Data` in base64 need `decoding: .likeJSONDecoder`, from `WorkerPoolFoundation`, which "
                + "also has the strategies for dates.",
            example: DifferentialCase([Data].self, #"["AAE="]"#) { $0.areLikeJSONDecoder = false },
            without: { _, whole in
                guard !whole.strategies.areLikeJSONDecoder else { return nil }
                var other = whole
                other.strategies.areLikeJSONDecoder = true
                return other
            }
        ),
        AcceptedDifference(
            "Only UTF-8 without a byte order mark is accepted, no UTF-16, UTF-32 or JSON5.",
            example: DifferentialCase([Int].self, "\u{FEFF}[1]"),
            without: { _, whole in whole.with(inUTF8(whole.document)) }
        ),
        AcceptedDifference(
            "A comma behind the last element or member is refused.",
            example: DifferentialCase([Int].self, "[1,]"),
            without: { _, whole in whole.isJSON ? nil : whole.with(withoutLastCommas(whole.document)) }
        ),
        AcceptedDifference(
            "The whole document is checked before anything is decoded; `JSONDecoder` does not see what is wrong with a string or number "
                + "that is not asked for.",
            example: DifferentialCase(Base.self, #"{"count":1,"other":01}"#),
            isShown: { difference, whole in
                guard difference.ourFault?.explanation == "The given data was not valid JSON.", !whole.isJSON else {
                    return false
                }
                // Whoever looks at all of it sees it; a dictionary's repeated names hide values from the first.
                let data = Data(whole.document)
                return (try? JSONDecoder().decode(Guess.self, from: data)) == nil
                    || (try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) == nil
            }
        ),
    ]

    private static let names = [
        AcceptedDifference(
            "Names are compared byte for byte, not by canonical equivalence.",
            example: DifferentialCase(Accented.self, "{\"caf\u{65}\u{301}\":1}"),
            without: { _, whole in whole.with { $0.mapped(names: \.precomposedStringWithCanonicalMapping) } }
        )
    ]

    private static let numbers = [
        AcceptedDifference(
            "A number with a fraction is no integer; `JSONDecoder` takes one for an integer whose fraction a `Double` cannot hold, such as "
                + "`1e-400`.",
            example: DifferentialCase([Int].self, "[1e-400]"),
            without: { _, whole in
                whole.with {
                    $0.mapped(scalars: { text in
                        guard let number = NumberText(text), !number.isInteger, let double = Double(text),
                            double == double.rounded()
                        else { return text }
                        return "0.5"
                    })
                }
            }
        ),
        AcceptedDifference(
            "An integer with a point or an exponent is exact, as far as 64 bits; `JSONDecoder` refuses some beyond 2^53.",
            example: DifferentialCase([UInt64].self, "[1.8446744073709551615e19]"),
            without: { _, whole in
                whole.with {
                    $0.mapped(scalars: { text in
                        guard text.contains(where: { ".eE".contains($0) }), let double = Double(text),
                            abs(double) >= 0x1p53
                        else { return text }
                        return NumberText(text)?.integerText ?? text
                    })
                }
            }
        ),
        AcceptedDifference(
            "A zero may have any exponent; `JSONDecoder` refuses some as a `Double`, such as `0e7`.",
            example: DifferentialCase([Double].self, "[0e7]"),
            without: { _, whole in
                whole.with { $0.mapped(scalars: { NumberText($0)?.isZero == true ? "0" : $0 }) }
            }
        ),
    ]

    private static let errors = [
        AcceptedDifference(
            "The error for a number that does not fit has the path to it, and is a `DecodingError` in your `init(from:)` too; "
                + "`JSONDecoder`'s has no path, and is one only when the decoding is over.",
            example: DifferentialCase([Int8].self, "[128]"),
            isShown: { difference, _ in
                guard let ours = difference.ourFault, let theirs = difference.theirFault else { return false }
                let isNumber = ours.kind == .dataCorrupted && ours.explanation.hasPrefix("Number ")
                return isNumber
                    && (theirs.kind == .dataCorrupted && theirs.path.isEmpty || theirs.subject == "JSONError")
            }
        ),
        AcceptedDifference(
            "The error for a text that is no ISO 8601 date has the path to it; `JSONDecoder`'s ends at the value around it.",
            example: DifferentialCase([Date].self, #"["soon"]"#) { $0.dates = .iso8601 },
            isShown: { difference, _ in
                guard let ours = difference.ourFault, let theirs = difference.theirFault else { return false }
                return ours.kind == .dataCorrupted && ours.explanation == theirs.explanation
                    && ours.explanation.contains("ISO8601") && ours.path.count > theirs.path.count
                    && ours.texts.starts(with: theirs.texts)
            }
        ),
        AcceptedDifference(
            "The keys in a path have the same text as yours, but are not of your type, and have no `intValue`, except for places "
                + "in arrays. Descriptions for people differ.",
            example: DifferentialCase([Int: Int].self, #"{"1":"x"}"#),
            isShown: { difference, _ in
                guard let ours = difference.ourFault, let theirs = difference.theirFault else { return false }
                return ours.kind == theirs.kind && ours.subject == theirs.subject && ours.texts == theirs.texts
                    && zip(ours.path, theirs.path).allSatisfy { $0 == $1 || $0.number == nil }
            }
        ),
        AcceptedDifference(
            "Keys come in the document's order. So if several members of a dictionary are wrong, the error is the first one's; "
                + "`JSONDecoder` takes any.",
            example: manyWrong,
            isShown: { difference, whole in
                guard difference.ourFault != nil, difference.theirFault != nil, whole.depth < 3,
                    let sample = try? Sample(whole.document)
                else { return false }
                // With only one of the members they agree.
                return sample.withOneMember.contains { reduced in
                    var other = whole.with { _ in reduced }
                    other?.depth += 1
                    return other?.unaccepted().isEmpty == true
                }
            }
        ),
    ]

    /// With other members first until `JSONDecoder`, whose order is another in every process, begins with another.
    private static let manyWrong: DifferentialCase = {
        let members = (0..<50).map { "\"x\($0)\":\"\"" }
        let documents = members.indices.map { begin in
            "{" + (members[begin...] + members[..<begin]).joined(separator: ",") + "}"
        }
        return documents.map { DifferentialCase([String: Int].self, $0) }.first { !$0.differences().isEmpty }!
    }()

    private static func inUTF8(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        guard bytes.count > 1, bytes[1] == 0 || bytes[0] == 0 || bytes[0] >= 0xFE else { return bytes }
        let encoding = bytes[0] == 0xFE || bytes[0] == 0xFF ? String.Encoding.utf16 : .utf16LittleEndian
        return String(bytes: bytes, encoding: encoding).map { Array($0.utf8) } ?? bytes
    }

    private static func withoutLastCommas(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let next = bytes[(index + 1)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
            if byte == UInt8(ascii: ","), next == UInt8(ascii: "]") || next == UInt8(ascii: "}") { continue }
            kept.append(byte)
        }
        return kept
    }
}
