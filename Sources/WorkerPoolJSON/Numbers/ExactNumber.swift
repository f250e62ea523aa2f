/// A number's exact value, for comparing numbers of any size and exponent: its digits without zeros at either end, and where the point
/// stands.
@safe struct ExactNumber: Equatable {  // made from, and used within the life of, one document's text
    private let isNegative: Bool
    private let text: UnsafeBufferPointer<UInt8>
    /// From the first to the last digit that is not zero; there may be a point in between.
    private let digits: Range<Int>
    /// The power of ten of the first digit, less the exponent that is written.
    private let place: Int
    /// The digits of that exponent, which may be as many as the text has.
    private let exponent: Range<Int>
    private let isExponentNegative: Bool

    init(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = unsafe text
        var first: Int?
        var last = 0
        var point: Int?
        var written = text.count..<text.count
        var position = unsafe text[0] == ASCII.minus ? 1 : 0
        let isMinus = position == 1
        scan: while position < text.count {
            switch unsafe text[position] {
            case ASCII.point: point = position
            case ASCII.e, ASCII.capitalE:
                let hasSign = unsafe !NumberGrammar.isDigit(text[position + 1])
                written = position + (hasSign ? 2 : 1)..<text.count
                break scan
            case ASCII.zero: break
            default:
                if first == nil { first = position }
                last = position
            }
            position += 1
        }
        guard let first else {
            // Every zero is the same one.
            (isNegative, digits, place, exponent, isExponentNegative) = (false, 0..<0, 0, 0..<0, false)
            return
        }
        isNegative = isMinus
        digits = first..<last + 1
        let integerEnd = point ?? position
        place = integerEnd - first - (first < integerEnd ? 1 : 0)
        exponent = written
        isExponentNegative = unsafe !written.isEmpty && text[written.lowerBound - 1] == ASCII.minus
    }

    /// By how much the exponent as it is written is larger than another one; what is beyond 2^40 is beyond what places can make up for.
    private func exponentsDifference(from other: ExactNumber) -> Int {
        var difference = 0
        for distance in (0..<max(exponent.count, other.exponent.count)).reversed() {
            difference = difference * 10 + exponentDigit(distance) - other.exponentDigit(distance)
            // From there it only grows: what is still to come adds less than two to ten times as much.
            if abs(difference) > 1 << 40 { break }
        }
        return difference
    }

    /// The digit at this distance from the exponent's last, with the exponent's sign.
    private func exponentDigit(_ distance: Int) -> Int {
        guard distance < exponent.count else { return 0 }
        let digit = unsafe Int(text[exponent.upperBound - 1 - distance] - ASCII.zero)
        return isExponentNegative ? -digit : digit
    }

    static func == (left: ExactNumber, right: ExactNumber) -> Bool {
        guard left.isNegative == right.isNegative,
            left.exponentsDifference(from: right) == right.place - left.place
        else { return false }
        var one = left.digits.lowerBound
        var other = right.digits.lowerBound
        while true {
            if unsafe one < left.digits.upperBound && left.text[one] == ASCII.point { one += 1 }
            if unsafe other < right.digits.upperBound && right.text[other] == ASCII.point { other += 1 }
            guard one < left.digits.upperBound && other < right.digits.upperBound else {
                return one == left.digits.upperBound && other == right.digits.upperBound
            }
            guard unsafe left.text[one] == right.text[other] else { return false }
            one += 1
            other += 1
        }
    }
}
