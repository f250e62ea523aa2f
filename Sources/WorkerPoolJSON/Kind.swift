extension FrozenJSON {
    /// What a value is.
    public enum Kind: Sendable, Hashable {
        /// `null`
        case null
        /// `true` or `false`
        case bool
        /// A number of any size and form.
        case number
        /// A string.
        case string
        /// An array.
        case array
        /// An object.
        case object
    }

    /// What this value is, or `nil` if it does not exist.
    public var kind: Kind? {
        guard index >= 0 else { return nil }
        return switch storage.word(index).kind {
        case TapeWord.Kind.null: .null
        case TapeWord.Kind.true, TapeWord.Kind.false: .bool
        case TapeWord.Kind.integer, TapeWord.Kind.decimal: .number
        case TapeWord.Kind.string, TapeWord.Kind.escapedString: .string
        case TapeWord.Kind.array: .array
        default: .object
        }
    }

    /// Whether there is a value here, even if it is `null`.
    @inline(__always)
    public var exists: Bool { index >= 0 }

    /// Whether there is a value here, and it is `null`.
    public var isNull: Bool { index >= 0 && storage.word(index).kind == TapeWord.Kind.null }
}
