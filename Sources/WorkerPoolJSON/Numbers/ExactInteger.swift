// The integer that a JSON number is, where it is one.

/// An integer's magnitude and sign, exact to 64 bits.
struct ExactInteger {
    private(set) var magnitude: UInt64 = 0
    private let isNegative: Bool

    /// The integer that `text`, a valid JSON number, is worth; nil where it has a fraction or its magnitude 65 bits.
    ///
    /// `1.0`, `1.50e1` and `1000e-3` are integers, as for `JSONDecoder`; `0.1e400` is too large and `1e-400` has a fraction, however
    /// small. One pass over `1234`; three over what has a point or an exponent.
    @inline(__always)
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        isNegative = unsafe text[0] == ASCII.minus
        let unsigned = unsafe UnsafeBufferPointer(rebasing: text[(isNegative ? 1 : 0)...])
        for index in unsigned.indices {
            let digit = unsafe unsigned[index] &- ASCII.zero
            if digit > 9 || !append(digit) {
                guard unsafe assign(unsigned) else { return nil }
                return
            }
        }
    }

    /// The integer as a type of fixed width, nil where that cannot hold it.
    @inline(__always)
    func value<Value: FixedWidthInteger>(as type: Value.Type) -> Value? {
        guard isNegative else { return Value(exactly: magnitude) }
        guard magnitude > 1 << 63 else { return Value(exactly: Int64(truncatingIfNeeded: 0 &- magnitude)) }
        return Value(exactly: -Int128(magnitude))
    }

    /// One digit more; false where that overflows.
    @inline(__always)
    private mutating func append(_ digit: UInt8) -> Bool {
        let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, overflow) = product.addingReportingOverflow(UInt64(digit))
        magnitude = sum
        return !isTooLarge && !overflow
    }

    /// Starts again, for a point or an exponent: of all digits those before the shifted point must fit, and those behind it must be
    /// zeros; false where they do not, or are not.
    @inline(never)
    private mutating func assign(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let exponentMark = unsafe text.firstIndex { $0 | 0x20 == ASCII.e } ?? text.count
        var point = unsafe text[..<exponentMark].firstIndex(of: ASCII.point) ?? exponentMark
        if exponentMark < text.count {
            let start = unsafe text.baseAddress! + exponentMark + 1
            unsafe point += writtenExponent(start, text.baseAddress! + text.count)
        }
        magnitude = 0
        var count = 0
        for index in 0..<exponentMark where unsafe text[index] != ASCII.point {
            let digit = unsafe text[index] - ASCII.zero
            guard count < point ? append(digit) : digit == 0 else { return false }
            count += 1
        }
        // At most 20 rounds, since then a digit overflows; none where the number is zero.
        while count < point, magnitude > 0 {
            guard append(0) else { return false }
            count += 1
        }
        return true
    }
}
