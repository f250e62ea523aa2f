/// Finds values in bytes that nobody has parsed.
///
/// Never reads outside them, whatever they hold; an answer of -1 is "not there".
@usableFromInline
enum Skim {
    @usableFromInline
    static func root(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var cursor = unsafe SkimCursor(bytes, at: 0)
        cursor.skipWhitespace()
        return cursor.current == nil ? -1 : cursor.position
    }

    @usableFromInline
    static func member(
        named name: UnsafeBufferPointer<UInt8>,
        at offset: Int,
        of bytes: UnsafeBufferPointer<UInt8>
    ) -> Int {
        var found = -1
        unsafe walk(bytes, from: offset) { text, hasEscapes, position in
            guard unsafe isEqual(text, hasEscapes, name) else { return true }
            found = position
            return false
        }
        return found
    }

    @usableFromInline
    static func members(
        named first: UnsafeBufferPointer<UInt8>,
        _ second: UnsafeBufferPointer<UInt8>,
        at offset: Int,
        of bytes: UnsafeBufferPointer<UInt8>
    ) -> (Int, Int) {
        var found = (-1, -1)
        unsafe walk(bytes, from: offset) { text, hasEscapes, position in
            if unsafe found.0 < 0 && isEqual(text, hasEscapes, first) { found.0 = position }
            if unsafe found.1 < 0 && isEqual(text, hasEscapes, second) { found.1 = position }
            return found.0 < 0 || found.1 < 0
        }
        return found
    }

    /// Hands over each name of an object, with its quotes, and where its value begins, until `isMore` says no or something is amiss.
    @inline(__always)
    static func walk(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from offset: Int,
        _ isMore: (_ text: UnsafeBufferPointer<UInt8>, _ hasEscapes: Bool, _ position: Int) -> Bool
    ) {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        guard cursor.skip(ASCII.openBrace) else { return }
        while true {
            cursor.skipWhitespace()
            let start = cursor.position
            guard cursor.skip(ASCII.quote), let hasEscapes = cursor.skipString() else { return }
            let text = unsafe UnsafeBufferPointer(rebasing: bytes[start..<cursor.position])
            cursor.skipWhitespace()
            guard cursor.skip(ASCII.colon) else { return }
            cursor.skipWhitespace()
            guard cursor.current != nil, unsafe isMore(text, hasEscapes, cursor.position) else { return }
            guard cursor.skipValue() else { return }
            cursor.skipWhitespace()
            guard cursor.skip(ASCII.comma) else { return }
        }
    }

    @inline(__always)
    private static func isEqual(
        _ text: UnsafeBufferPointer<UInt8>,
        _ hasEscapes: Bool,
        _ name: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        unsafe hasEscapes ? isEscaped(text, equalTo: name) : isPlain(text, equalTo: name)
    }

    @usableFromInline
    static func element(_ position: Int, at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        guard position >= 0, cursor.skip(ASCII.openBracket) else { return -1 }
        cursor.skipWhitespace()
        for _ in 0..<position {
            guard cursor.skipValue() else { return -1 }
            cursor.skipWhitespace()
            guard cursor.skip(ASCII.comma) else { return -1 }
            cursor.skipWhitespace()
        }
        guard let byte = cursor.current, byte != ASCII.closeBracket else { return -1 }
        return cursor.position
    }

    static func parsed(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> FrozenJSON? {
        var cursor = unsafe SkimCursor(bytes, at: offset)
        guard cursor.skipValue() else { return nil }
        return unsafe parse(UnsafeBufferPointer(rebasing: bytes[offset..<cursor.position]))
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> FrozenJSON? {
        try? unsafe FrozenJSON.parse(bytes, options: FrozenJSON.Options())
    }

    /// `text` is a string with its quotes, and has no escapes.
    @inline(__always)
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>, equalTo name: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe text.count == name.count + 2 && ByteComparison.isEqual(text.baseAddress! + 1, name)
    }

    /// A name with escapes is rare, and not checked yet: what is not a string equals nothing.
    @inline(never)
    private static func isEscaped(_ text: UnsafeBufferPointer<UInt8>, equalTo name: UnsafeBufferPointer<UInt8>) -> Bool
    {
        unsafe QuotedText(text).isEqual(name)
    }
}
