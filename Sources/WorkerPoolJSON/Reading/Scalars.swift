extension FrozenJSON {
    /// `true` or `false`, or `nil` if it is neither.
    public var bool: Bool? {
        guard index >= 0 else { return nil }
        return switch storage.word(index).kind {
        case TapeWord.Kind.true: true
        case TapeWord.Kind.false: false
        default: nil
        }
    }

    /// An integer, or `nil` if it is not one or does not fit: see `integer(as:)`.
    public var int: Int? { integer() }

    /// An integer of the type asked for, exactly, or `nil` if it is not one or does not fit.
    ///
    /// An integer is a number written without fraction and exponent: `1.0` and `1e2` are not.
    public func integer<Integer: FixedWidthInteger>(as type: Integer.Type = Integer.self) -> Integer? {
        guard index >= 0 else { return nil }
        return storage.integer(of: storage.word(index))
    }

    /// A number as the nearest double, ties to even, or `nil` if it is not one or is too large for a finite one.
    public var double: Double? {
        guard index >= 0, let value = storage.double(of: storage.word(index)), value.isFinite else { return nil }
        return value
    }

    /// A string, unescaped, or `nil` if it is not one.
    ///
    /// Makes a new `String`, which allocates where it has more than 15 bytes.
    public var string: String? {
        guard index >= 0 else { return nil }
        let word = storage.word(index)
        return word.isString ? storage.string(of: word) : nil
    }

    /// A number as it is written, or `nil` if it is not one: for numbers that neither an integer nor a double can hold.
    public var numberText: String? { unsafe withNumberText { unsafe String(decoding: $0, as: UTF8.self) } }

    /// Runs `body` on the bytes of a number as it is written, or answers `nil` if it is not one.
    ///
    /// Copies nothing.
    public func withNumberText<Answer, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
    ) throws(Failure) -> Answer? {
        guard index >= 0 else { return nil }
        let word = storage.word(index)
        guard word.isNumber else { return nil }
        defer { withExtendedLifetime(storage) {} }
        return try unsafe body(storage.text(of: word))
    }
}
