/// Sixteen bytes of text at a time, in a vector: what the fast path of strings looks through.
///
/// Only operations that compile to one instruction on x86-64's baseline (SSE2) and on arm64 are used here: equality, subtraction and
/// logic of two vectors. The order comparisons of the standard library's vectors, and all of them against a scalar, do not: they loop.
enum SixteenBytes {
    /// Whether all sixteen belong to a plain run of a string: no quote, no backslash, no control character, nothing outside ASCII.
    @inline(__always) static func isPlain(_ pointer: UnsafePointer<UInt8>) -> Bool {
        let stops = unsafe stops(pointer)
        return (stops.x | stops.y) & EightBytes.highs == 0
    }

    /// Goes on to the first byte that a plain run cannot hold.
    @inline(__always) static func skipPlain(_ cursor: inout UnsafePointer<UInt8>) {
        while true {
            let stops = unsafe stops(cursor)
            let low = stops.x & EightBytes.highs
            let high = stops.y & EightBytes.highs
            if low | high == 0 {
                unsafe cursor += 16
                continue
            }
            unsafe cursor += low != 0 ? low.trailingZeroBitCount >> 3 : 8 + (high.trailingZeroBitCount >> 3)
            return
        }
    }

    /// The high bit of each byte that a plain run cannot hold, exactly; other bits are noise.
    @inline(__always) private static func stops(_ pointer: UnsafePointer<UInt8>) -> SIMD2<UInt64> {
        let bytes = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<UInt8>.self)
        let isQuote: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<UInt8>(repeating: ASCII.quote)
        let isBackslash: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<UInt8>(repeating: ASCII.backslash)
        // The high bit of each byte below 0x20 or above 0x7F.
        let isOther: SIMD16<UInt8> = (bytes &- SIMD16<UInt8>(repeating: ASCII.space)) | bytes
        return halves(isQuote) | halves(isBackslash) | halves(isOther)
    }

    /// As two halves, in the machine's order.
    @inline(__always) static func load(_ pointer: UnsafePointer<UInt8>) -> SIMD2<UInt64> {
        unsafe UnsafeRawPointer(pointer).loadUnaligned(as: SIMD2<UInt64>.self)
    }

    /// A vector as its two halves.
    ///
    /// A mask's lanes are all ones or all zeros.
    @inline(__always) private static func halves<Vector>(_ vector: Vector) -> SIMD2<UInt64> {
        unsafe unsafeBitCast(vector, to: SIMD2<UInt64>.self)
    }
}
