extension FrozenJSON {
    /// What would have been accepted where a parse stopped.
    public enum Expectation: Sendable, Hashable {
        /// Any value.
        case value
        /// The first element of an array, or its `]`.
        case valueOrArrayEnd
        /// The first member of an object, or its `}`.
        case nameOrObjectEnd
        /// A member's name: no comma may stand before a `}`.
        case name
        /// The colon after a member's name.
        case colon
        /// Another element of the array, or its `]`.
        case commaOrArrayEnd
        /// Another member of the object, or its `}`.
        case commaOrObjectEnd
        /// Nothing but white space: the document was complete.
        case endOfDocument
        /// A digit of a number.
        case digit
        /// A quote, or a character that may stand in a string as it is; control characters may not.
        case stringEnd
        /// A letter that makes an escape after the backslash.
        case escape
        /// One of the four hexadecimal digits after `\u`.
        case hexadecimalDigit
        /// The second half of a surrogate pair, which alone stands for no character.
        case lowSurrogate
        /// No second half of a surrogate pair without the first half before it.
        case noLoneLowSurrogate
        /// Well-formed UTF-8.
        case wellFormedUTF8
        /// No more open arrays and objects than `Options.maximumDepth`.
        case lessDepth
        /// No more bytes than `Options.maximumSize`.
        case lessSize
    }
}

extension FrozenJSON.Expectation: CustomStringConvertible {
    /// What was expected, in words.
    public var description: String {
        switch self {
        case .value: "a value"
        case .valueOrArrayEnd: "a value or ']'"
        case .nameOrObjectEnd: "a name or '}'"
        case .name: "a name"
        case .colon: "':'"
        case .commaOrArrayEnd: "',' or ']'"
        case .commaOrObjectEnd: "',' or '}'"
        case .endOfDocument: "the end of the document"
        case .digit: "a digit"
        case .stringEnd: "the end of the string, or no control character in it"
        case .escape: "one of \" \\ / b f n r t u"
        case .hexadecimalDigit: "a hexadecimal digit"
        case .lowSurrogate: "the second half of a surrogate pair"
        case .noLoneLowSurrogate: "no second half of a surrogate pair without its first"
        case .wellFormedUTF8: "well-formed UTF-8"
        case .lessDepth: "no deeper nesting"
        case .lessSize: "no longer document"
        }
    }
}
