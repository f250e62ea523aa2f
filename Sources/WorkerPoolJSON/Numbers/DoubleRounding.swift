// Decimal to binary: the Double nearest to significand × 10^exponent.

extension Double {
    /// The `Double` nearest to `significand` × 10^`exponent`, ties to even: correct to the last bit for every 64-bit significand.
    ///
    /// Beyond the greatest finite number it is infinity; below half the least subnormal it is zero, with the sign. About 10 ns.
    ///
    /// Two ways. W. D. Clinger's (1990): where the significand and the power of ten are exact as `Double`s, one operation rounds
    /// once. Else M. Eisel's and D. Lemire's (2021), by one or two 128-bit products, which needs no third way where the
    /// significand is exact: N. Mushtak and D. Lemire, "Fast Number Parsing Without Fallback" (2023).
    init(nearestTo significand: UInt64, exponent: Int, isNegative: Bool) {
        let magnitude: Double
        if significand <= 1 << 53, -22...22 ~= exponent {
            let exact = Double(significand)
            // Such a constant array is laid out by the compiler; it is neither made nor counted when it is read.
            magnitude = exponent < 0 ? exact / powersOfTen[-exponent] : exact * powersOfTen[exponent]
        } else {
            magnitude = Double(eiselLemire: significand, exponent: exponent)
        }
        self = isNegative ? -magnitude : magnitude
    }

    private init(eiselLemire significand: UInt64, exponent: Int) {
        guard significand > 0, exponent >= PowersOfFive.exponents.lowerBound else {
            self = 0
            return
        }
        guard exponent <= PowersOfFive.exponents.upperBound else {
            self = .infinity
            return
        }

        let shift = significand.leadingZeroBitCount
        let product = leadingProduct(significand << shift, exponent)
        let upperBit = Int(product.high >> 63)
        let drop = upperBit + 64 - 52 - 3
        // 54 bits: the significand and one more to round by.
        var fraction = product.high >> drop
        // ⌊exponent × log₂ 10⌋ by a product that is exact in this range.
        let binaryExponent = ((152_170 + 65_536) * exponent) >> 16 + 63
        var biased = binaryExponent + upperBit - shift + 1023

        if biased <= 0 {
            // A subnormal has fewer bits, and so is rounded at a higher one. There is no tie to see to: only powers of ten close to
            // one can make any.
            guard biased > -63 else {
                self = 0
                return
            }
            fraction >>= UInt64(1 - biased)
            fraction = (fraction + (fraction & 1)) >> 1
            // Rounding up may reach the least normal number, whose encoding is the next one.
            self.init(bitPattern: fraction)
            return
        }

        // Exactly half-way, and the lower neighbour is even: down. Only these powers of ten leave a product exact; there the low
        // word is 0, or 1 by the reciprocal that was rounded up.
        if product.low <= 1, -4...23 ~= exponent, fraction & 3 == 1, fraction << drop == product.high {
            fraction &= ~1
        }
        fraction = (fraction + (fraction & 1)) >> 1
        if fraction >> 53 != 0 {
            fraction >>= 1
            biased += 1
        }
        self =
            biased >= 0x7FF
            ? .infinity : Double(bitPattern: UInt64(biased) << 52 | fraction & ~(1 << 52))
    }
}

/// 10^0 to 10^22, all that are exact.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
]

/// The leading 128 bits of a normalised significand × 5^exponent: by the high word of the power alone, unless the bits that
/// rounding looks at could still change.
@inline(__always)
private func leadingProduct(_ significand: UInt64, _ exponent: Int) -> (high: UInt64, low: UInt64) {
    let power = PowersOfFive.leadingBits[exponent - PowersOfFive.exponents.lowerBound]
    var (high, low) = significand.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power >> 64))
    // 64 bits less the 55 that are kept.
    if high & 0x1FF == 0x1FF {
        let lower = significand.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power)).high
        let (sum, overflow) = low.addingReportingOverflow(lower)
        low = sum
        if overflow { high += 1 }
    }
    return (high, low)
}
