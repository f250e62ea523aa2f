/// What a program can act on in an error: its case, what it is about, and the path to where it is.
struct Fault: Equatable, Sendable, CustomStringConvertible {
    enum Kind: String {
        case typeMismatch, valueNotFound, keyNotFound, dataCorrupted
        /// No `DecodingError`.
        case other
    }

    struct Step: Equatable, Sendable {
        let text: String
        let number: Int?

        init(_ key: any CodingKey) {
            text = key.stringValue
            number = key.intValue
        }

        /// By bytes.
        static func == (left: Self, right: Self) -> Bool {
            left.text.utf8.elementsEqual(right.text.utf8) && left.number == right.number
        }
    }

    let kind: Kind
    /// The type that was expected, or the key that is not there.
    let subject: String
    let path: [Step]
    /// For people: not compared.
    let explanation: String

    init(_ error: any Error) {
        func make(_ kind: Kind, _ subject: String, _ context: DecodingError.Context) -> Fault {
            Fault(
                kind: kind,
                subject: subject,
                path: context.codingPath.map(Step.init),
                explanation: context.debugDescription
            )
        }
        self =
            switch error {
            case DecodingError.typeMismatch(let type, let context): make(.typeMismatch, "\(type)", context)
            case DecodingError.valueNotFound(let type, let context): make(.valueNotFound, "\(type)", context)
            case DecodingError.keyNotFound(let key, let context): make(.keyNotFound, key.stringValue, context)
            case DecodingError.dataCorrupted(let context): make(.dataCorrupted, "", context)
            default: Fault(kind: .other, subject: "\(type(of: error))", path: [], explanation: "\(error)")
            }
    }

    private init(kind: Kind, subject: String, path: [Step], explanation: String) {
        self.kind = kind
        self.subject = subject
        self.path = path
        self.explanation = explanation
    }

    var texts: [String] { path.map(\.text) }

    static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.subject == right.subject && left.path == right.path
    }

    var description: String {
        let keys = path.map { $0.number.map { number in "\(number):" } ?? "" + $0.text }
        return "\(kind.rawValue)(\(subject)) at \(keys.joined(separator: "/")): \(explanation)"
    }
}
