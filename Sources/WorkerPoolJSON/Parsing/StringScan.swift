/// Finds the end of a string and checks everything on the way: control characters, escapes, surrogate pairs and UTF-8.
///
/// All of it reads memory that ends in zero bytes, which stop every scan.
@safe struct StringScan {
    /// Where the closing quote is, or what is wrong.
    var cursor: UnsafePointer<UInt8>
    var hasEscapes = false
    var failure: FrozenJSON.Expectation?

    /// Scans what the fast path left: from `start`, which is anywhere in a string between two characters.
    ///
    /// Where `isPlain` is false, it is at a byte that is not plain.
    @inline(never)
    static func rest(from start: UnsafePointer<UInt8>, isPlain: Bool) -> StringScan {
        var scan = unsafe StringScan(cursor: start)
        if isPlain {
            unsafe SixteenBytes.skipPlain(&scan.cursor)
            // Most strings are done here, without what the rest sets up.
            if unsafe scan.cursor.pointee == ASCII.quote { return scan }
        }
        scan.run()
        return scan
    }

    /// From a byte that is not plain.
    @inline(never)
    private mutating func run() {
        while true {
            switch unsafe cursor.pointee {
            case ASCII.quote: return
            case ASCII.backslash:
                hasEscapes = true
                guard skipEscape() else { return }
            case 0..<ASCII.space:
                failure = .stringEnd
                return
            default:
                guard skipNonASCII() else {
                    failure = .wellFormedUTF8
                    return
                }
            }
            // What is not ASCII, and what is escaped, comes in short runs.
            let stops = unsafe EightBytes.stringStops(EightBytes.load(cursor))
            if stops == 0 {
                unsafe cursor += 8
                unsafe SixteenBytes.skipPlain(&cursor)
            } else {
                unsafe cursor += stops.trailingZeroBitCount >> 3
            }
        }
    }

    /// Well-formed UTF-8 (Unicode, table 3-7), a run of it: no overlong forms, no surrogates, nothing above U+10FFFF.
    @inline(__always)
    private mutating func skipNonASCII() -> Bool {
        repeat {
            // Two characters of three bytes, as most of the world's text outside Europe has them.
            let pair = unsafe EightBytes.load(cursor)
            if pair & 0x0000_C0C0_F0C0_C0F0 == 0x0000_8080_E080_80E0 {
                let first = pair & 0x200F
                let second = pair >> 24 & 0x200F
                if first != 0 && first != 0x200D && second != 0 && second != 0x200D {
                    unsafe cursor += 6
                    continue
                }
            }
            // One load for a whole sequence: the lead byte is the lowest.
            let word = UInt32(truncatingIfNeeded: pair)
            if word & 0x00C0_C0F0 == 0x0080_80E0 {
                let head = word & 0x200F
                if head == 0 || head == 0x200D { return false }  // overlong; a surrogate
                unsafe cursor += 3
            } else if word & 0xC0E0 == 0x80C0 {
                if word & 0x1E == 0 { return false }  // overlong
                unsafe cursor += 2
            } else if word & 0xC0C0_C0F8 == 0x8080_80F0 {
                let head = (word & 0x07) << 2 | (word >> 12) & 0x03  // the scalar's top five bits
                if head == 0 || head > 0x10 { return false }  // overlong; above U+10FFFF
                unsafe cursor += 4
            } else {
                return false
            }
        } while unsafe cursor.pointee >= 0x80
        return true
    }

    private mutating func skipEscape() -> Bool {
        switch unsafe cursor[1] {
        case ASCII.quote, ASCII.slash, ASCII.backslash, ASCII.b, ASCII.f, ASCII.n, ASCII.r, ASCII.t:
            unsafe cursor += 2
            return true
        case ASCII.u:
            guard let unit = unsafe codeUnit(at: cursor + 2) else { return false }
            guard unit & 0xF800 == 0xD800 else {
                unsafe cursor += 6
                return true
            }
            guard unit < 0xDC00 else {
                failure = .noLoneLowSurrogate
                return false
            }
            unsafe cursor += 6
            guard unsafe cursor[0] == ASCII.backslash && cursor[1] == ASCII.u else {
                failure = .lowSurrogate
                return false
            }
            guard let low = unsafe codeUnit(at: cursor + 2) else { return false }
            guard low & 0xFC00 == 0xDC00 else {
                failure = .lowSurrogate
                return false
            }
            unsafe cursor += 6
            return true
        default:
            unsafe cursor += 1
            failure = .escape
            return false
        }
    }

    /// Four hexadecimal digits, or `nil` with the cursor on the byte that is not one.
    private mutating func codeUnit(at start: UnsafePointer<UInt8>) -> UInt32? {
        var unit: UInt32 = 0
        for index in 0..<4 {
            guard let digit = unsafe StringScan.hexadecimal(start[index]) else {
                unsafe cursor = start + index
                failure = .hexadecimalDigit
                return nil
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x37
        case 0x61...0x66: UInt32(byte) - 0x57
        default: nil
        }
    }
}
