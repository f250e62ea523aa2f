// Exact decimals of doubles, by long arithmetic on digits: slow, obvious, and nothing of the library's.

/// digits × 10^exponent, the highest digit first.
struct ExactDecimal {
    private var digits: [UInt8]
    private var exponent = 0

    /// Exactly half-way between `value` and the next greater double; both finite and not negative.
    init(halfwayAbove value: Double) {
        // value + ulp / 2 = (2 × significand + 1) × 2^(power - 1), subnormals included.
        let encoded = Int(value.bitPattern >> 52)
        let fraction = value.bitPattern & (1 << 52 - 1)
        let significand = encoded == 0 ? fraction : fraction | 1 << 52
        digits = String(2 * significand + 1).utf8.map { $0 - UInt8(ascii: "0") }
        let power = max(encoded, 1) - 1075 - 1
        for _ in 0..<max(power, 0) { multiply(by: 2) }
        // Halving is multiplying by five, and a shift of the point.
        for _ in 0..<max(-power, 0) { multiply(by: 5) }
        exponent = min(power, 0)
    }

    var text: String { written(digits) }

    /// A hair more, by a digit far behind.
    var textOfALittleMore: String { written(digits + Array(repeating: 0, count: 30) + [1], exponent - 31) }

    /// A hair less: the last digit, which is not zero, one lower, and nines behind.
    var textOfALittleLess: String {
        let last = digits.lastIndex { $0 > 0 }!
        var less = digits
        less[last] -= 1
        for index in (last + 1)..<less.endIndex { less[index] = 9 }
        return written(less + Array(repeating: 9, count: 30), exponent - 30)
    }

    private func written(_ digits: [UInt8], _ exponent: Int? = nil) -> String {
        // A JSON number does not begin with a zero.
        let first = digits.firstIndex { $0 > 0 } ?? digits.endIndex - 1
        return String(decoding: digits[first...].map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
            + "e\(exponent ?? self.exponent)"
    }

    private mutating func multiply(by factor: UInt8) {
        var carry: UInt8 = 0
        for index in digits.indices.reversed() {
            let product = digits[index] * factor + carry
            digits[index] = product % 10
            carry = product / 10
        }
        if carry > 0 { digits.insert(carry, at: 0) }
    }
}
