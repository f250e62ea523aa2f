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
        return byte == 0x2C || byte | 0x20 == 0x7D || byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
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

    private mutating func skipContainer() -> Bool {
        var depth = 0
        while true {
            while unsafe end - cursor >= 8 {
                let stops = unsafe EightBytes.quotesAndBrackets(EightBytes.load(cursor))
                guard stops == 0 else {
                    unsafe cursor += stops.trailingZeroBitCount >> 3
                    break
                }
                unsafe cursor += 8
            }
            guard let byte = current else { return false }
            unsafe cursor += 1
            if byte == 0x22 {
                guard skipString() != nil else { return false }
            } else if byte | 0x20 == 0x7B {
                depth += 1
            } else if byte | 0x20 == 0x7D {
                depth -= 1
                if depth == 0 { return true }
            }
        }
    }
}
