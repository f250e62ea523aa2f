/// Reads an integer's digits, which were checked when they were parsed.
enum IntegerText {
    /// The value of `-?[0-9]+`, or `nil` if it does not fit.
    @inline(__always)
    static func parse<Integer: FixedWidthInteger>(_ text: UnsafeBufferPointer<UInt8>) -> Integer? {
        let isNegative = unsafe text[0] == ASCII.minus
        let first = isNegative ? 1 : 0
        // Up to 18 digits cannot overflow 64 bits.
        guard text.count - first <= 18 else { return unsafe parseLong(text) }
        var value: Int64 = 0
        for index in first..<text.count {
            value = unsafe value &* 10 &+ Int64(text[index] &- ASCII.zero)
        }
        return Integer(exactly: isNegative ? -value : value)
    }

    private static func parseLong<Integer: FixedWidthInteger>(_ text: UnsafeBufferPointer<UInt8>) -> Integer? {
        if let value = unsafe ExactInteger(text)?.value(as: Integer.self) { return value }
        // More than 64 bits: rare, so by the standard library.
        return Integer.bitWidth > 64 ? unsafe Integer(Substring(decoding: text, as: UTF8.self)) : nil
    }
}
