// The functions under test on strings, and strings from a seed.

import TestSupport
@testable import WorkerPoolJSON

extension String {
    /// What the library makes of the number as a `Double`.
    var asDouble: Double {
        unsafe withNumberBytes { unsafe DecimalParts($0).double(of: $0) }
    }

    var asFloat: Float {
        unsafe withNumberBytes { unsafe DecimalParts($0).float(of: $0) }
    }

    func asInteger<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value? {
        unsafe withNumberBytes { unsafe ExactInteger($0)?.value(as: type) }
    }

    /// Exactly as long a buffer as the number is, so that Address Sanitizer sees a read past its end.
    private func withNumberBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: utf8.count)
        defer { unsafe buffer.deallocate() }
        _ = unsafe buffer.initialize(from: utf8)
        return unsafe body(UnsafeBufferPointer(buffer))
    }
}

extension SplitMix {
    mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in Character(String(UInt8.random(in: 0...9, using: &self))) })
    }

    /// A JSON number of any shape: few and many digits, with and without a point and an exponent, leading and trailing zeros.
    mutating func number() -> String {
        var text = Bool.random(using: &self) ? "-" : ""
        let lengths = [1, 2, 8, 15, 17, 19, 20, 25, 60]
        let whole = digits(lengths.randomElement(using: &self)!)
        text += whole.hasPrefix("0") ? "0" : whole
        if Bool.random(using: &self) {
            text +=
                "."
                + String(
                    repeating: "0",
                    count: Int.random(in: 0...25, using: &self) * Int.random(in: 0...1, using: &self)
                )
            text += digits(lengths.randomElement(using: &self)!)
        }
        if Bool.random(using: &self) {
            text += ["e", "E", "e+", "E-", "e-", "e-"].randomElement(using: &self)!
            text += String(Int.random(in: 0...[5, 30, 400].randomElement(using: &self)!, using: &self))
        }
        return text
    }
}
