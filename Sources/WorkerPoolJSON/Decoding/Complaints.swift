/// What is said of values of another kind than was asked for: each sentence is made once.
///
/// A type that guesses by `try?` fails for most values of a document, each time in one of a few ways, and reads none of the sentences.
struct Complaints {
    private struct Subject: Hashable {
        let expected: ObjectIdentifier
        let kind: UInt64
    }

    private var sentences: [Subject: String] = [:]

    /// The value that `word` stands for is no `expected`.
    mutating func complaint(about word: TapeWord, in expected: Any.Type) -> String {
        let subject = Subject(expected: ObjectIdentifier(expected), kind: word.kind)
        if let sentence = sentences[subject] { return sentence }
        let sentence =
            word.kind == TapeWord.Kind.null
            ? "Cannot get value of type \(expected) -- found null value instead"
            : "Expected to decode \(expected) but found \(Self.name(of: word)) instead."
        sentences[subject] = sentence
        return sentence
    }

    private static func name(of word: TapeWord) -> String {
        switch word.kind {
        case TapeWord.Kind.true, TapeWord.Kind.false: "bool"
        case TapeWord.Kind.integer, TapeWord.Kind.decimal: "number"
        case TapeWord.Kind.array: "an array"
        case TapeWord.Kind.object: "a dictionary"
        default: "a string"
        }
    }
}
