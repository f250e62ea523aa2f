/// The bytes that an escaped text stands for, one after the other.
@safe struct UnescapedBytes {
    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// What is left of a character that an escape stood for, lowest byte first.
    private var pending: UInt32 = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = unsafe text
    }

    /// The next byte of a character whose first has been taken; nil where there is none.
    @inline(__always)
    mutating func nextPending() -> UInt8? {
        guard pending != 0 else { return nil }
        let byte = UInt8(truncatingIfNeeded: pending)
        pending >>= 8
        return byte
    }

    /// Copies what comes before the next escape, and answers how many bytes that was.
    ///
    /// Eight at a time; what is copied past an escape is overwritten, within room for as many bytes as the text has.
    @inline(__always)
    mutating func copyRun(to target: UnsafeMutablePointer<UInt8>) -> Int {
        let start = position
        while unsafe position + 8 <= text.count {
            let word = unsafe EightBytes.load(text.baseAddress! + position)
            unsafe UnsafeMutableRawPointer(target + (position - start))
                .storeBytes(of: word.littleEndian, as: UInt64.self)
            let backslash = word ^ EightBytes.all(ASCII.backslash)
            let stops = (backslash &- EightBytes.ones) & ~backslash & EightBytes.highs
            if stops != 0 {
                position += stops.trailingZeroBitCount >> 3
                return position - start
            }
            position += 8
        }
        while unsafe position < text.count && text[position] != ASCII.backslash {
            unsafe target[position - start] = text[position]
            position += 1
        }
        return position - start
    }

    @inline(__always)
    mutating func next() -> UInt8? {
        if let byte = nextPending() { return byte }
        guard unsafe position < text.count else { return nil }
        let byte = unsafe text[position]
        position += 1
        return byte == ASCII.backslash ? escape() : byte
    }

    private mutating func escape() -> UInt8 {
        let letter = unsafe text[position]
        position += 1
        switch letter {
        case ASCII.b: return ASCII.backspace
        case ASCII.f: return ASCII.formFeed
        case ASCII.n: return ASCII.lineFeed
        case ASCII.r: return ASCII.carriageReturn
        case ASCII.t: return ASCII.tab
        case ASCII.u:
            var scalar = codeUnit()
            if scalar & 0xFC00 == 0xD800 {
                position += 2  // the low surrogate's \u
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + codeUnit() & 0x3FF
            }
            return encode(scalar)
        default: return letter
        }
    }

    private mutating func codeUnit() -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            unit = unsafe unit << 4 | StringScan.hexadecimal(text[position])!
            position += 1
        }
        return unit
    }

    /// The first byte of a scalar's UTF-8; the others become pending (none of them is zero).
    private mutating func encode(_ scalar: UInt32) -> UInt8 {
        func continuation(_ shift: UInt32) -> UInt32 { 0x80 | scalar >> shift & 0x3F }
        switch scalar {
        case 0..<0x80:
            return UInt8(scalar)
        case 0x80..<0x800:
            pending = continuation(0)
            return UInt8(0xC0 | scalar >> 6)
        case 0x800..<0x10000:
            pending = continuation(6) | continuation(0) << 8
            return UInt8(0xE0 | scalar >> 12)
        default:
            pending = continuation(12) | continuation(6) << 8 | continuation(0) << 16
            return UInt8(0xF0 | scalar >> 18)
        }
    }
}
