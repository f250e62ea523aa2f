// The powers of five that decimal to binary conversion multiplies by, to 128 bits.

/// The leading 128 bits of 5^q for every q that a `Double` can need.
///
/// Computed when the first number asks for it, in about 20 µs: 650 short multiplications and divisions are easier to check than a
/// table of 1,302 literals. The values are those of Daniel Lemire, "Number Parsing at a Gigabyte per Second" (2021), section 5:
/// truncated where q ≥ 0, and for -27 ≤ q < 0, where a product may be exact, the reciprocal rounded up.
enum PowersOfFive {
    /// Below, every significand of 64 bits rounds to zero; above, to infinity.
    static let exponents = -342...308

    /// Indexed by q + 342; the highest bit of each is set.
    static let leadingBits: [UInt128] = {
        var table = [UInt128](repeating: 0, count: exponents.count)
        var power: [UInt64] = [1]
        for q in 0...308 {
            table[q + 342] = leading128Bits(of: power)
            multiplyByFive(&power)
        }
        // 5^342 has 795 bits, so the quotient of 2^1024 keeps more than the 128 that are wanted. Dividing by five again and
        // again truncates as dividing by the power at once does.
        var reciprocal = [UInt64](repeating: 0, count: 16) + [1]
        for q in 1...342 {
            divideByFive(&reciprocal)
            table[342 - q] = leading128Bits(of: reciprocal) + (q <= 27 ? 1 : 0)
        }
        return table
    }()

    /// Words count from the lowest.
    private static func multiplyByFive(_ words: inout [UInt64]) {
        var carry: UInt64 = 0
        for index in words.indices {
            let product = words[index].multipliedFullWidth(by: 5)
            let (sum, overflow) = product.low.addingReportingOverflow(carry)
            words[index] = sum
            carry = product.high + (overflow ? 1 : 0)
        }
        if carry > 0 { words.append(carry) }
    }

    private static func divideByFive(_ words: inout [UInt64]) {
        var remainder: UInt64 = 0
        for index in words.indices.reversed() {
            (words[index], remainder) = (5 as UInt64).dividingFullWidth((remainder, words[index]))
        }
        if words.last == 0 { words.removeLast() }
    }

    /// The highest 128 bits, from the highest that is set: what lies below is cut off, or zeros where there is nothing.
    private static func leading128Bits(of words: [UInt64]) -> UInt128 {
        let top = words.suffix(3).reversed() + [0, 0]
        let (high, middle, low) = (top[0], top[1], top[2])
        let shift = high.leadingZeroBitCount
        return (UInt128(high) << 64 | UInt128(middle)) << shift | UInt128((low >> 1) >> (63 - shift))
    }
}
