// A JSON number taken apart, and what it is worth.

/// ± significand × 10^exponent, as the text of a JSON number says.
///
/// Made of text that is known to be a number by the grammar of RFC 8259; nothing here checks it again, and nothing reads past its end.
struct DecimalParts {
    /// The first 19 significant digits: what a `UInt64` always holds.
    var significand: UInt64
    /// The power of ten.
    ///
    /// With fewer than 2^60 digits it cannot overflow, since the written one saturates long before.
    var exponent: Int
    var isNegative: Bool
    /// Whether digits other than zero were dropped.
    var isTruncated: Bool

    /// Whether the number is zero as it is written, and not only when rounded.
    var isZero: Bool { significand == 0 && !isTruncated }
}

extension DecimalParts {
    /// Takes `text` apart: one pass, eight digits at a time where there are as many.
    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>) {
        // A number has a digit, so there is a base address.
        var position = text.baseAddress!
        let end = unsafe position + text.count
        isNegative = unsafe position.pointee == ASCII.minus
        if isNegative { unsafe position += 1 }

        let start = unsafe position
        significand = 0
        unsafe accumulateDigits(&position, end, &significand)
        var digits = unsafe position - start
        exponent = 0
        if unsafe position < end && position.pointee == ASCII.point {
            unsafe position += 1
            let point = unsafe position
            unsafe accumulateDigits(&position, end, &significand)
            exponent = unsafe point - position
            digits -= exponent
        }
        if unsafe position < end { exponent += unsafe writtenExponent(position + 1, end) }
        isTruncated = false
        if digits > 19 { unsafe dropDigits(of: UnsafeBufferPointer(start: start, count: position - start)) }
    }

    /// Counts again, since the significand has overflowed: 19 digits from the first that is not zero.
    @inline(never)
    private mutating func dropDigits(of text: UnsafeBufferPointer<UInt8>) {
        significand = 0
        var kept = 0
        for index in text.indices where unsafe text[index] != ASCII.point {
            let digit = unsafe UInt64(text[index] &- ASCII.zero)
            if kept == 19 {
                exponent += 1
                if digit != 0 { isTruncated = true }
            } else {
                significand = significand * 10 + digit
                if significand > 0 { kept += 1 }
            }
        }
    }

    /// The nearest `Double`, correct to the last bit.
    ///
    /// Infinite beyond the greatest finite one, zero with its sign below half the least subnormal.
    /// `text` is what the number was scanned from: in a rare case only all its digits decide.
    @inline(__always)
    func double(of text: UnsafeBufferPointer<UInt8>) -> Double {
        let nearest = Double(nearestTo: significand, exponent: exponent, isNegative: isNegative)
        return isTruncated ? unsafe refined(nearest, text) : nearest
    }

    /// The nearest `Double` where digits were dropped, which are worth less than one in the last place of the significand.
    ///
    /// Where that one changes nothing the answer stands; else the standard library converts all digits, at the cost of a string.
    @inline(never)
    private func refined(_ nearest: Double, _ text: UnsafeBufferPointer<UInt8>) -> Double {
        let above = Double(nearestTo: significand + 1, exponent: exponent, isNegative: isNegative)
        // A valid JSON number is a valid number for the standard library.
        return nearest == above ? nearest : Double(unsafe String(decoding: text, as: UTF8.self))!
    }

    /// The nearest `Float`: never rounded twice.
    func float(of text: UnsafeBufferPointer<UInt8>) -> Float {
        let double = unsafe double(of: text)
        let float = Float(double)
        // The double lies between two floats exactly half-way, and the number itself may lie on either side.
        let neighbour = Double(Double(float) < double ? float.nextUp : float.nextDown)
        let isHalfway = Double(float) != double && neighbour - double == double - Double(float)
        let isAtTheEnd = float.isInfinite && double.isFinite
        return isHalfway || isAtTheEnd ? Float(unsafe String(decoding: text, as: UTF8.self))! : float
    }
}

/// Appends the digits at `position` to `value`, wrapping, and goes on to what follows them.
@inline(__always)
private func accumulateDigits(
    _ position: inout UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ value: inout UInt64
) {
    while unsafe end - position >= 8 {
        let word = unsafe UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
        guard areEightDigits(word) else { break }
        value = value &* 100_000_000 &+ eightDigits(word)
        unsafe position += 8
    }
    while unsafe position < end {
        let digit = unsafe position.pointee &- ASCII.zero
        guard digit <= 9 else { return }
        value = value &* 10 &+ UInt64(digit)
        unsafe position += 1
    }
}

/// Whether all bytes are "0" to "9": their high halves are 3, also when 6 is added.
@inline(__always)
private func areEightDigits(_ word: UInt64) -> Bool {
    let highHalves: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    return word & highHalves == 0x3030_3030_3030_3030
        && (word &+ 0x0606_0606_0606_0606) & highHalves == 0x3030_3030_3030_3030
}

/// Eight digits' value, the first in the lowest byte: neighbours are joined to pairs, pairs to fours, fours to eight.
@inline(__always)
private func eightDigits(_ word: UInt64) -> UInt64 {
    var value = word &- 0x3030_3030_3030_3030
    value = value &* 10 &+ value >> 8
    let pairs: UInt64 = 0x0000_00FF_0000_00FF
    let even = (value & pairs) &* (100 + 1_000_000 << 32)
    let odd = (value >> 16 & pairs) &* (1 + 10_000 << 32)
    return (even &+ odd) >> 32
}

/// The written exponent of a number, from behind its "e" to the end of the number, at most ±10^17.
func writtenExponent(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
    var position = unsafe start
    let isNegative = unsafe position.pointee == ASCII.minus
    if unsafe isNegative || position.pointee == ASCII.plus { unsafe position += 1 }
    var value = 0
    while unsafe position < end {
        if value < 10_000_000_000_000_000 { value = unsafe value * 10 + Int(position.pointee - ASCII.zero) }
        unsafe position += 1
    }
    return isNegative ? -value : value
}
