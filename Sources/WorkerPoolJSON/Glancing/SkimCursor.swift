/// Steps over values without looking into them: to the end of a string, to the bracket that closes.
@safe struct SkimCursor {  // every read is checked against the end
    private let start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private var cursor: UnsafePointer<UInt8>

    /// `bytes` must outlive the cursor; `position` is not negative, and one behind them counts as their end.
    ///
    /// A position may have been found in other bytes, if a payload does not hand over the same each time: then there is nothing to
    /// be found, and nothing is read.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
        // An empty buffer may have no address; nothing is read from the one made up here.
        unsafe start = unsafe bytes.baseAddress ?? UnsafePointer(bitPattern: 8)!
        unsafe end = unsafe start + bytes.count
        unsafe cursor = unsafe start + min(position, bytes.count)
    }

    @inline(__always) var position: Int { unsafe cursor - start }

    @inline(__always) var current: UInt8? { unsafe cursor < end ? cursor.pointee : nil }

    /// Whether a number or a literal may end here.
    @inline(__always) var isAtDelimiter: Bool {
        guard let byte = current else { return true }
        if byte > ASCII.comma { return byte | 0x20 == ASCII.closeBrace }
        return byte == ASCII.comma || ASCII.isWhitespace(byte)
    }

    @inline(__always) mutating func step() { unsafe cursor += 1 }

    /// Whether this byte was next; it is passed if so.
    @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard unsafe cursor < end && cursor.pointee == byte else { return false }
        unsafe cursor += 1
        return true
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while let byte = current, byte <= ASCII.space, ASCII.isWhitespace(byte) {
            unsafe cursor += 1
            if current == ASCII.space { skipIndentation() }
        }
    }

    /// A run of spaces, all but the last seven before the end of the bytes.
    @inline(__always)
    private mutating func skipIndentation() {
        while unsafe end - cursor >= 8 {
            let others = unsafe EightBytes.load(cursor) ^ EightBytes.all(ASCII.space)
            unsafe cursor += others == 0 ? 8 : others.trailingZeroBitCount >> 3
            if others != 0 { return }
        }
    }

    /// To a string's closing quote, if everything up to it is ASCII without escapes; else to somewhere before that, between two
    /// characters.
    @inline(__always)
    mutating func skipPlainASCII() -> Bool {
        while unsafe end - cursor >= 16 && SixteenBytes.isPlain(cursor) { unsafe cursor += 16 }
        while unsafe end - cursor >= 8 {
            let stops = unsafe EightBytes.stringStops(EightBytes.load(cursor))
            unsafe cursor += stops == 0 ? 8 : stops.trailingZeroBitCount >> 3
            if stops != 0 { return current == ASCII.quote }
        }
        while let byte = current, byte >= ASCII.space, byte < 0x80, byte != ASCII.quote, byte != ASCII.backslash {
            unsafe cursor += 1
        }
        return current == ASCII.quote
    }

    /// From after the opening quote to after the closing one; answers whether there are escapes, or `nil` if the bytes end.
    @inline(__always)
    mutating func skipString() -> Bool? {
        // Most strings are short: two words cost less than a block.
        for _ in 0..<2 {
            guard unsafe end - cursor >= 8 else { break }
            let stops = unsafe EightBytes.quotesAndBackslashes(EightBytes.load(cursor))
            unsafe cursor += stops == 0 ? 8 : stops.trailingZeroBitCount >> 3
            guard stops == 0 else {
                if skip(ASCII.quote) { return false }
                break
            }
        }
        return skipLongString()
    }

    /// The same from between two characters.
    @inline(never)
    private mutating func skipLongString() -> Bool? {
        var escape: UInt64 = 0
        var hasEscapes = false
        skipPlainBlocks()
        while unsafe cursor < end {
            guard var block = nextBlock() else { return skipStringByteByByte() }
            block.dropEscapedQuotes(&escape)
            let first = block.quotes & (0 &- block.quotes)
            if first != 0 {
                unsafe cursor += first.trailingZeroBitCount + 1
                return hasEscapes || block.backslashes & (first &- 1) != 0
            }
            hasEscapes = hasEscapes || block.backslashes != 0
            skipBlock()
        }
        return nil
    }

    /// Passes blocks that have neither quotes nor backslashes.
    @inline(__always)
    private mutating func skipPlainBlocks() {
        while unsafe end - cursor >= QuotedBlock.size {
            let text = unsafe FourVectors(at: cursor)
            guard ((text == ASCII.quote) | (text == ASCII.backslash)).isZero else { return }
            unsafe cursor += QuotedBlock.size
        }
    }

    /// In a text that is shorter than a block.
    private mutating func skipStringByteByByte() -> Bool? {
        var hasEscapes = false
        while let byte = current {
            unsafe cursor += 1
            if byte == ASCII.quote { return hasEscapes }
            if byte == ASCII.backslash {
                hasEscapes = true
                guard unsafe cursor < end else { return nil }
                unsafe cursor += 1
            }
        }
        return nil
    }

    /// The bytes from here on as a block, of which there is at least one; `nil` if the whole text is shorter than a block.
    @inline(__always)
    private func nextBlock() -> QuotedBlock? {
        guard unsafe end - start >= QuotedBlock.size else { return nil }
        // The last of them as the end of a block that begins in what was passed.
        let first = unsafe min(cursor, end - QuotedBlock.size)
        return unsafe QuotedBlock(at: first, dropping: cursor - first)
    }

    @inline(__always)
    private mutating func skipBlock() { unsafe cursor += min(QuotedBlock.size, end - cursor) }

    /// Passes a value; `false` if none can begin here, or it does not end.
    @inline(__always)
    mutating func skipValue() -> Bool {
        guard let first = current else { return false }
        if first == ASCII.quote {
            unsafe cursor += 1
            return skipString() != nil
        }
        if first | 0x20 == ASCII.openBrace { return skipContainer() }
        let before = position
        while !isAtDelimiter { unsafe cursor += 1 }
        return position > before
    }

    /// From the bracket that opens to after the one that closes.
    private mutating func skipContainer() -> Bool {
        unsafe cursor += 1
        var depth = 1
        var carry = QuotedBlock.Carry()
        while unsafe cursor < end {
            guard var block = nextBlock() else { return skipContainerByteByByte() }
            if let position = block.closingBracket(&carry, &depth) {
                unsafe cursor += position + 1
                return true
            }
            skipBlock()
        }
        return false
    }

    /// In a text that is shorter than a block; from after the bracket that opens.
    @inline(never)
    private mutating func skipContainerByteByByte() -> Bool {
        var depth = 1
        while let byte = current {
            unsafe cursor += 1
            switch byte {
            case ASCII.quote: guard skipString() != nil else { return false }
            case ASCII.backslash:
                // As in a block: it escapes outside quotes, too.
                if unsafe cursor < end { unsafe cursor += 1 }
            case ASCII.openBracket, ASCII.openBrace: depth += 1
            case ASCII.closeBracket, ASCII.closeBrace:
                depth -= 1
                if depth == 0 { return true }
            default: break
            }
        }
        return false
    }
}
