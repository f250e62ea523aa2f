// What to do about Foundation's types, whose own `init(from:)` does not read the JSON that `JSONDecoder` reads.

/// The advice for the types that were asked about so far.
///
/// This module does not import Foundation, and knows its types by their names. A name is looked up once a type has failed, and once for each.
struct FoundationAdvice {
    /// What would be decoded if the advice were followed, and how it goes.
    private struct Advice {
        let isForNumbers: Bool
        let sentence: String
    }

    private var known: [ObjectIdentifier: Advice?] = [:]

    /// What to do if `type` was not decoded from `word`; nil where nothing is to be said.
    mutating func sentence(about type: Any.Type, from word: TapeWord) -> String? {
        guard word.isString || word.isNumber else { return nil }
        let identifier = ObjectIdentifier(type)
        let advice = known[identifier] ?? Self.advice(about: type)
        known[identifier] = .some(advice)
        guard let advice, advice.isForNumbers == word.isNumber else { return nil }
        return advice.sentence
    }

    private static func advice(about type: Any.Type) -> Advice? {
        let likeJSONDecoder = "decode it with `decoding: .likeJSONDecoder`, which is in WorkerPoolFoundation."
        return switch String(reflecting: type) {
        case "Foundation.URL", "FoundationEssentials.URL":
            Advice(isForNumbers: false, sentence: "For a URL in a string \(likeJSONDecoder)")
        case "Foundation.Data", "FoundationEssentials.Data":
            Advice(isForNumbers: false, sentence: "For Data in base64 \(likeJSONDecoder)")
        case "Foundation.Decimal", "FoundationEssentials.Decimal", "__C.NSDecimal":
            Advice(isForNumbers: true, sentence: "For a Decimal in a number \(likeJSONDecoder)")
        case "Foundation.Date", "FoundationEssentials.Date":
            Advice(
                isForNumbers: false,
                sentence: "For a Date in a string set `dateDecodingStrategy`, which is in WorkerPoolFoundation."
            )
        default: nil
        }
    }
}
