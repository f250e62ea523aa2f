/// Steps over values without looking into them: to the end of a string, to the bracket that closes.
@safe struct SkimCursor {  // every read is checked against the end
    private let start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private var cursor: UnsafePointer<UInt8>

    /// `bytes` must outlive the cursor; `position` lies in them or at their end.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
        // An empty buffer may have no address; nothing is read from the one made up here.
        unsafe start = unsafe bytes.baseAddress ?? UnsafePointer(bitPattern: 8)!
        unsafe end = unsafe start + bytes.count
        unsafe cursor = unsafe start + position
    }

    @inline(__always) var position: Int { unsafe cursor - start }

    @inline(__always) var current: UInt8? { unsafe cursor < end ? cursor.pointee : nil }

    /// Whether a number or a literal may end here.
    @inline(__always) var isAtDelimiter: Bool {
        guard let byte = current else { return true }
        if byte > 0x2C { return byte | 0x20 == 0x7D }
        return byte == 0x2C || byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
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
        while let byte = current, byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            unsafe cursor += 1
        }
    }

    /// From after the opening quote to after the closing one; answers whether there are escapes, or `nil` if the bytes end.
    @inline(__always)
    mutating func skipString() -> Bool? {
        var hasEscapes = false
        while true {
            while unsafe end - cursor >= 8 {
                let stops = unsafe EightBytes.quotesAndBackslashes(EightBytes.load(cursor))
                guard stops == 0 else {
                    unsafe cursor += stops.trailingZeroBitCount >> 3
                    break
                }
                unsafe cursor += 8
            }
            // On a quote or a backslash, or among the last seven bytes.
            guard let byte = current else { return nil }
            unsafe cursor += 1
            if byte == 0x22 { return hasEscapes }
            if byte == 0x5C {
                hasEscapes = true
                guard unsafe cursor < end else { return nil }
                unsafe cursor += 1
            }
        }
    }

    /// Passes a value; `false` if none can begin here, or it does not end.
    @inline(__always)
    mutating func skipValue() -> Bool {
        guard let first = current else { return false }
        if first == 0x22 {
            unsafe cursor += 1
            return skipString() != nil
        }
        if first | 0x20 == 0x7B { return skipContainer() }
        let before = position
        while !isAtDelimiter { unsafe cursor += 1 }
        return position > before
    }

    /// From the bracket that opens to after the one that closes.
    private mutating func skipContainer() -> Bool {
        unsafe cursor += 1
        var depth = 1
        while true {
            if skipBlocks(&depth) {
                guard skipString() != nil else { return false }
                continue
            }
            // On foot: where a block has a backslash, may hold the last bracket, or would reach beyond the end.
            let blockEnd = position + 16
            repeat {
                guard let isEnd = skipToken(&depth) else { return false }
                if isEnd { return true }
            } while position < blockEnd
        }
    }

    /// Passes everything up to the next bracket, and that, or a string; answers whether the bracket was the last, or `nil` if the bytes end.
    @inline(__always)
    private mutating func skipToken(_ depth: inout Int) -> Bool? {
        while unsafe end - cursor >= 8 {
            let stops = unsafe EightBytes.quotesAndBrackets(EightBytes.load(cursor))
            guard stops == 0 else {
                unsafe cursor += stops.trailingZeroBitCount >> 3
                break
            }
            unsafe cursor += 8
        }
        guard let byte = current else { return nil }
        unsafe cursor += 1
        if byte == 0x22 { return skipString() == nil ? nil : false }
        if byte | 0x20 == 0x7B {
            depth += 1
        } else if byte | 0x20 == 0x7D {
            depth -= 1
        }
        return depth == 0
    }

    /// Passes whole blocks of sixteen bytes from outside a string, counting the brackets in none; answers whether it ended in one.
    @inline(__always)
    private mutating func skipBlocks(_ depth: inout Int) -> Bool {
        var inside: UInt64 = 0  // all ones in each byte's lowest bit, or none
        while unsafe end - cursor >= 16 {
            let block = unsafe QuotedBlock(at: cursor)
            guard !block.hasBackslash else { break }
            let low = block.inside(block.quotes.x, before: inside)
            let high = block.inside(block.quotes.y, before: QuotedBlock.carry(low))
            let brackets = block.opening | block.closing
            if brackets.x & ~low | brackets.y & ~high != 0 {
                let closed = QuotedBlock.count(block.closing.x & ~low) + QuotedBlock.count(block.closing.y & ~high)
                guard closed < depth else { break }
                depth += QuotedBlock.count(block.opening.x & ~low) + QuotedBlock.count(block.opening.y & ~high) - closed
            }
            inside = QuotedBlock.carry(high)
            unsafe cursor += 16
        }
        return inside != 0
    }
}
