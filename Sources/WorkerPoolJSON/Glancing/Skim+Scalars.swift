// Scalars where they lie, as strictly as a parse reads them.

extension Skim {
    /// A string, unescaped; nil for every other value.
    @usableFromInline
    static func string(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        guard cursor.skip(0x22) else { return nil }
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
        if cursor.skip(0x2E) {
            guard skipDigits(&cursor) else { return nil }
        }
        if cursor.skip(0x65) || cursor.skip(0x45) {
            _ = cursor.skip(0x2B) || cursor.skip(0x2D)
            guard skipDigits(&cursor) else { return nil }
        }
        guard cursor.isAtDelimiter else { return nil }
        let text = unsafe UnsafeBufferPointer(rebasing: bytes[offset..<cursor.position])
        let value = unsafe DecimalParts(text).double(of: text)
        return value.isFinite ? value : nil
    }

    static func isNull(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        return cursor.skip(0x6E) && cursor.skip(0x75) && cursor.skip(0x6C) && cursor.skip(0x6C) && cursor.isAtDelimiter
    }

    /// `true` or `false`; nil for every other value.
    static func bool(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        let isTrue = cursor.current == 0x74
        let isThere =
            isTrue
            ? cursor.skip(0x74) && cursor.skip(0x72) && cursor.skip(0x75) && cursor.skip(0x65)
            : cursor.skip(0x66) && cursor.skip(0x61) && cursor.skip(0x6C) && cursor.skip(0x73) && cursor.skip(0x65)
        return isThere && cursor.isAtDelimiter ? isTrue : nil
    }

    /// A number up to its fraction or exponent: a zero, or digits that do not begin with one.
    @inline(__always)
    private static func skipInteger(_ cursor: inout SkimCursor) -> Bool {
        _ = cursor.skip(0x2D)
        return cursor.skip(0x30) || skipDigits(&cursor)
    }

    /// At least one digit.
    @inline(__always)
    private static func skipDigits(_ cursor: inout SkimCursor) -> Bool {
        let start = cursor.position
        while let byte = cursor.current, NumberGrammar.isDigit(byte) { cursor.step() }
        return cursor.position > start
    }
}
