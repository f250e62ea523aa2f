/// The one place where a number's text becomes a double.
enum DecimalNumber {
    /// The double nearest to the number, ties to even; infinite where it is too large for one.
    @inline(__always)
    static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        unsafe ScannedNumber(text).double(of: text)
    }
}
