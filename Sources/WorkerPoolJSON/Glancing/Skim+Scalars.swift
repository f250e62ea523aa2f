// Scalars where they lie, as strictly as a parse reads them.

extension Skim {
    /// A string, unescaped; nil for every other value.
    @usableFromInline
    static func string(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        guard cursor.skip(ASCII.quote) else { return nil }
        // Most strings are ASCII without escapes; for the others their end is looked for first.
        if cursor.skipPlainASCII() {
            return unsafe String(decoding: bytes[(offset + 1)..<cursor.position], as: UTF8.self)
        }
        guard cursor.skipString() != nil else { return nil }
        return unsafe QuotedText(UnsafeBufferPointer(rebasing: bytes[offset..<cursor.position])).string
    }

    /// A number without fraction and exponent, where it fits; nil for every other value.
    @usableFromInline
    static func integer(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        guard skipInteger(&cursor), cursor.isAtDelimiter else { return nil }
        return unsafe IntegerText.parse(UnsafeBufferPointer(rebasing: bytes[offset..<cursor.position]))
    }

    /// A number as the nearest double, where that is finite; nil for every other value.
    static func double(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        guard skipInteger(&cursor) else { return nil }
        if cursor.skip(ASCII.point) {
            guard skipDigits(&cursor) else { return nil }
        }
        if cursor.skip(ASCII.e) || cursor.skip(ASCII.capitalE) {
            _ = cursor.skip(ASCII.plus) || cursor.skip(ASCII.minus)
            guard skipDigits(&cursor) else { return nil }
        }
        guard cursor.isAtDelimiter else { return nil }
        let text = unsafe UnsafeBufferPointer(rebasing: bytes[offset..<cursor.position])
        let value = unsafe DecimalParts(text).double(of: text)
        return value.isFinite ? value : nil
    }

    static func isNull(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        return cursor.skip(ASCII.n) && cursor.skip(ASCII.u) && cursor.skip(ASCII.l) && cursor.skip(ASCII.l)
            && cursor.isAtDelimiter
    }

    /// `true` or `false`; nil for every other value.
    static func bool(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        let isTrue = cursor.current == ASCII.t
        let isThere =
            isTrue
            ? cursor.skip(ASCII.t) && cursor.skip(ASCII.r) && cursor.skip(ASCII.u) && cursor.skip(ASCII.e)
            : cursor.skip(ASCII.f) && cursor.skip(ASCII.a) && cursor.skip(ASCII.l) && cursor.skip(ASCII.s)
                && cursor.skip(ASCII.e)
        return isThere && cursor.isAtDelimiter ? isTrue : nil
    }

    /// A number up to its fraction or exponent: a zero, or digits that do not begin with one.
    @inline(__always)
    private static func skipInteger(_ cursor: inout SkimCursor) -> Bool {
        _ = cursor.skip(ASCII.minus)
        return cursor.skip(ASCII.zero) || skipDigits(&cursor)
    }

    /// At least one digit.
    @inline(__always)
    private static func skipDigits(_ cursor: inout SkimCursor) -> Bool {
        let start = cursor.position
        while let byte = cursor.current, NumberGrammar.isDigit(byte) { cursor.step() }
        return cursor.position > start
    }
}
