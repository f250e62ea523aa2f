/// Eight bytes of text at a time, in a word: the parser's substitute for SIMD, which the standard library's vector types are not
/// (their comparisons compile to a loop over the lanes).
enum EightBytes {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    @inline(__always) static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: unsafe UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// The high bit of each byte that a plain run of a string cannot hold: a quote, a backslash, a control character
    /// or anything outside ASCII.
    ///
    /// Exact for the lowest such byte and clear below it (a borrow travels only upwards).
    @inline(__always) static func stringStops(_ word: UInt64) -> UInt64 {
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        let control = word &- ones &* 0x20
        return (quote | backslash | control | word) & highs
    }

    /// The high bit of each quote and backslash, with the promise of `stringStops`.
    @inline(__always) static func quotesAndBackslashes(_ word: UInt64) -> UInt64 {
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (quote | backslash) & ~word & highs
    }

    /// The high bit of each quote and bracket, with the promise of `stringStops`; `[` and `{`, `]` and `}` differ in one bit.
    @inline(__always) static func quotesAndBrackets(_ word: UInt64) -> UInt64 {
        let quote = (word ^ ones &* 0x22) &- ones
        let folded = word | ones &* 0x20
        let opening = (folded ^ ones &* 0x7B) &- ones
        let closing = (folded ^ ones &* 0x7D) &- ones
        return (quote | opening | closing) & ~word & highs
    }

    /// The high bit of each line feed, with the promise of `stringStops`.
    @inline(__always) static func lineFeeds(_ word: UInt64) -> UInt64 {
        ((word ^ ones &* 0x0A) &- ones) & ~word & highs
    }
}
