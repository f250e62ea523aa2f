/// Eight bytes of text at a time, in a word: the parser's substitute for SIMD, which the standard library's vector types are not
/// (their comparisons compile to a loop over the lanes).
enum EightBytes {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Eight times this byte.
    @inline(__always) static func all(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    @inline(__always) static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: unsafe UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// The high bit of each byte that a plain run of a string cannot hold: a quote, a backslash, a control character
    /// or anything outside ASCII.
    ///
    /// Exact for the lowest such byte and clear below it (a borrow travels only upwards).
    @inline(__always) static func stringStops(_ word: UInt64) -> UInt64 {
        let quote = (word ^ all(ASCII.quote)) &- ones
        let backslash = (word ^ all(ASCII.backslash)) &- ones
        let control = word &- all(ASCII.space)
        return (quote | backslash | control | word) & highs
    }

    /// The high bit of each quote and backslash, with the promise of `stringStops`.
    @inline(__always) static func quotesAndBackslashes(_ word: UInt64) -> UInt64 {
        let quote = (word ^ all(ASCII.quote)) &- ones
        let backslash = (word ^ all(ASCII.backslash)) &- ones
        return (quote | backslash) & ~word & highs
    }

    /// The high bit of each line feed, exactly.
    @inline(__always) static func allLineFeeds(_ word: UInt64) -> UInt64 {
        let differences = word ^ all(ASCII.lineFeed)
        // No carry leaves a byte: at most 0x7F is added to 0x7F.
        return ~((differences & ~highs) &+ ~highs | differences) & highs
    }

    /// The high bit of each byte that continues a UTF-8 sequence, exactly.
    @inline(__always) static func allContinuations(_ word: UInt64) -> UInt64 { word & ~(word << 1) & highs }

    /// The sum of the eight bytes.
    @inline(__always) static func sum(_ word: UInt64) -> Int {
        let everyOther: UInt64 = 0x00FF_00FF_00FF_00FF
        let pairs = (word & everyOther) &+ ((word >> 8) & everyOther)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }

    /// The high bit of each line feed, with the promise of `stringStops`.
    @inline(__always) static func lineFeeds(_ word: UInt64) -> UInt64 {
        ((word ^ all(ASCII.lineFeed)) &- ones) & ~word & highs
    }
}
