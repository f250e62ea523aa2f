/// Sixty-four bytes as bit masks, with what stands in quotes told from what does not: simdjson's idea, with shifts for its carry-less
/// multiplication.
///
/// A mask has a bit for each byte, the first byte's lowest.
struct QuotedBlock {
    private let text: FourVectors
    private let dropped: UInt64
    private(set) var quotes: UInt64
    let backslashes: UInt64

    static let size = 64

    /// The `size` bytes at `pointer` except for the first `dropped`, which are not all.
    ///
    /// The others move into their place, with nothing behind them.
    @inline(__always)
    init(at pointer: UnsafePointer<UInt8>, dropping dropped: Int) {
        text = unsafe FourVectors(at: pointer)
        self.dropped = UInt64(truncatingIfNeeded: dropped)
        quotes = (text == ASCII.quote).bits &>> self.dropped
        let isBackslash = text == ASCII.backslash
        backslashes = isBackslash.isZero ? 0 : isBackslash.bits &>> self.dropped
    }

    /// What a block leaves to the next.
    struct Carry {
        /// All ones if it ends within quotes.
        var inside: UInt64 = 0
        /// 1 if its last byte escapes the next one.
        var escape: UInt64 = 0
    }

    /// Takes the quotes out that are escaped; `carry` as in `Carry`.
    @inline(__always)
    mutating func dropEscapedQuotes(_ carry: inout UInt64) {
        if backslashes | carry != 0 { quotes &= ~escaped(&carry) }
    }

    /// What a backslash escapes: in a run of backslashes that begins at an odd place the addition ripples through to the byte behind it.
    @inline(__always)
    private func escaped(_ carry: inout UInt64) -> UInt64 {
        let even: UInt64 = 0x5555_5555_5555_5555
        let escaping = backslashes & ~carry
        let following = escaping &<< 1 | carry
        let oddStarts = escaping & ~even & ~following
        let (sum, overflow) = oddStarts.addingReportingOverflow(escaping)
        carry = overflow ? 1 : 0
        return (even ^ sum &<< 1) & following
    }

    /// Where the bracket is that brings the depth to zero; `nil` if none does, and then the depth is that behind the block.
    @inline(__always)
    mutating func closingBracket(_ carry: inout Carry, _ depth: inout Int) -> Int? {
        dropEscapedQuotes(&carry.escape)
        // In the middle of a long string.
        if quotes == 0 && carry.inside != 0 { return nil }
        // Each bit becomes the parity of the quotes up to it.
        var inside = quotes
        inside ^= inside &<< 1
        inside ^= inside &<< 2
        inside ^= inside &<< 4
        inside ^= inside &<< 8
        inside ^= inside &<< 16
        inside ^= inside &<< 32
        inside ^= carry.inside
        carry.inside = UInt64(bitPattern: Int64(bitPattern: inside) &>> 63)

        let folded = text | 0x20  // `[` and `{`, `]` and `}` differ in this bit
        let opening = (folded == ASCII.openBrace).bits &>> dropped & ~inside
        let closing = (folded == ASCII.closeBrace).bits &>> dropped & ~inside
        guard closing != 0 else {
            if opening != 0 { depth += opening.nonzeroBitCount }
            return nil
        }
        let closed = closing.nonzeroBitCount
        guard closed >= depth else {
            depth += opening.nonzeroBitCount - closed
            return nil
        }
        var brackets = opening | closing
        while brackets != 0 {
            let bracket = brackets & (0 &- brackets)
            depth += opening & bracket == 0 ? -1 : 1
            if depth == 0 { return bracket.trailingZeroBitCount }
            brackets ^= bracket
        }
        return nil
    }
}
