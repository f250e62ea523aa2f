/// A number's exact value, for comparing numbers of any size: its digits without zeros at either end, and where the point stands.
@safe struct ExactNumber: Equatable {  // made from, and used within the life of, one document's text
    private let isNegative: Bool
    private let text: UnsafeBufferPointer<UInt8>
    /// From the first to the last digit that is not zero; there may be a point in between.
    private let digits: Range<Int>
    /// The power of ten of the first digit.
    private let exponent: Int

    init(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = unsafe text
        var first: Int?
        var last = 0
        var point: Int?
        var written = 0
        var position = unsafe text[0] == 0x2D ? 1 : 0
        let isMinus = position == 1
        scan: while position < text.count {
            switch unsafe text[position] {
            case 0x2E: point = position
            case 0x65, 0x45:
                written = unsafe ExactNumber.exponent(text, from: position + 1)
                break scan
            case 0x30: break
            default:
                if first == nil { first = position }
                last = position
            }
            position += 1
        }
        guard let first else {
            (isNegative, digits, exponent) = (false, 0..<0, 0)
            return
        }
        isNegative = isMinus
        digits = first..<last + 1
        let integerEnd = point ?? position
        exponent = written &+ (integerEnd - first - (first < integerEnd ? 1 : 0))
    }

    /// The exponent as it is written; one that does not fit is as good as the largest that does.
    private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var value = 0
        for position in start..<text.count where value < 1 << 58 {
            let byte = unsafe text[position]
            if NumberScan.isDigit(byte) { value = value * 10 + Int(byte - 0x30) }
        }
        return unsafe text[start] == 0x2D ? -value : value
    }

    static func == (left: ExactNumber, right: ExactNumber) -> Bool {
        guard left.isNegative == right.isNegative && left.exponent == right.exponent else { return false }
        var one = left.digits.lowerBound
        var other = right.digits.lowerBound
        while true {
            if unsafe one < left.digits.upperBound && left.text[one] == 0x2E { one += 1 }
            if unsafe other < right.digits.upperBound && right.text[other] == 0x2E { other += 1 }
            guard one < left.digits.upperBound && other < right.digits.upperBound else {
                return one == left.digits.upperBound && other == right.digits.upperBound
            }
            guard unsafe left.text[one] == right.text[other] else { return false }
            one += 1
            other += 1
        }
    }
}
