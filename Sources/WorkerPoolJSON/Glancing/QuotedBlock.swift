/// Sixteen bytes with what stands in quotes told from what does not, without a branch: simdjson's idea, with a multiplication for its
/// carry-less one, since the parity of a running count of quotes is all that is needed.
///
/// Each property has a byte's lowest bit set where the byte is such a one. Only operations that compile to vector instructions are used:
/// see `SixteenBytes`.
struct QuotedBlock {
    let quotes: SIMD2<UInt64>
    let opening: SIMD2<UInt64>
    let closing: SIMD2<UInt64>
    let hasBackslash: Bool

    @inline(__always)
    init(at pointer: UnsafePointer<UInt8>) {
        let bytes = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<UInt8>.self)
        let folded: SIMD16<UInt8> = bytes | SIMD16<UInt8>(repeating: 0x20)
        let isQuote: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<UInt8>(repeating: 0x22)
        let isBackslash: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<UInt8>(repeating: 0x5C)
        let isOpening: SIMDMask<SIMD16<Int8>> = folded .== SIMD16<UInt8>(repeating: 0x7B)
        let isClosing: SIMDMask<SIMD16<Int8>> = folded .== SIMD16<UInt8>(repeating: 0x7D)
        quotes = QuotedBlock.lowestBits(isQuote)
        opening = QuotedBlock.lowestBits(isOpening)
        closing = QuotedBlock.lowestBits(isClosing)
        let backslashes = QuotedBlock.lowestBits(isBackslash)
        hasBackslash = backslashes.x | backslashes.y != 0
    }

    /// Which of eight bytes are in quotes, an opening quote included; `before` is whether the byte before them is.
    @inline(__always)
    func inside(_ quotes: UInt64, before: UInt64) -> UInt64 { (quotes &* EightBytes.ones) ^ before }

    /// The last byte's answer, for all of the next eight.
    @inline(__always)
    static func carry(_ inside: UInt64) -> UInt64 { (inside >> 56 & 1) &* EightBytes.ones }

    @inline(__always)
    static func count(_ bits: UInt64) -> Int { Int(truncatingIfNeeded: (bits &* EightBytes.ones) >> 56) }

    /// A mask's lanes are all ones or all zeros.
    @inline(__always)
    private static func lowestBits(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD2<UInt64> {
        let halves = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self) & SIMD2<UInt64>(repeating: EightBytes.ones)
        return SIMD2<UInt64>(UInt64(littleEndian: halves.x), UInt64(littleEndian: halves.y))
    }
}
