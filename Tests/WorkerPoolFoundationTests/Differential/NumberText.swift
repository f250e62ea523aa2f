/// What a JSON number is worth, exactly.
struct NumberText {
    private let isNegative: Bool
    /// Without zeros at either end; none for zero.
    private let digits: [UInt8]
    /// Where the point stands: behind so many digits.
    private let point: Int

    /// Nil for what is no number.
    init?(_ text: String) {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
            return nil
        }
        isNegative = first == UInt8(ascii: "-")
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        // What is beyond any digits to make up for it, may be anything.
        let limit = 1 << 40
        let written = parts.count == 2 ? Int(parts[1]) ?? (parts[1].hasPrefix("-") ? -limit : limit) : 0
        let exponent = max(-limit, min(limit, written))
        let halves = parts[0].drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        var digits = halves.joined().utf8.map { $0 - 0x30 }
        var point = halves[0].utf8.count + exponent
        while digits.first == 0 {
            digits.removeFirst()
            point -= 1
        }
        while digits.last == 0 { digits.removeLast() }
        self.digits = digits
        self.point = digits.isEmpty ? 0 : point
    }

    var isZero: Bool { digits.isEmpty }

    var isInteger: Bool { digits.count <= point }

    /// The digits of an integer of not too many.
    var integerText: String? {
        guard isInteger, point < 60 else { return nil }
        if digits.isEmpty { return isNegative ? "-0" : "0" }
        return (isNegative ? "-" : "") + digits.map { String($0) }.joined()
            + String(repeating: "0", count: point - digits.count)
    }
}
