extension SixteenBytes {
    /// Whether a string that none of them begins goes on behind them: no quote is among them, and no backslash.
    @inline(__always) static func isQuoted(_ pointer: UnsafePointer<UInt8>) -> Bool {
        let bytes = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<UInt8>.self)
        let isQuote: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<UInt8>(repeating: 0x22)
        let isBackslash: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<UInt8>(repeating: 0x5C)
        // A mask's lanes are all ones or all zeros.
        let stops: SIMD2<UInt64> =
            unsafe unsafeBitCast(isQuote, to: SIMD2<UInt64>.self)
            | unsafeBitCast(isBackslash, to: SIMD2<UInt64>.self)
        return stops.x | stops.y == 0
    }
}
