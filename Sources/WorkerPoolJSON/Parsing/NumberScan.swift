/// Checks a number against the grammar; its value is computed when somebody asks for it.
///
/// Like every scan, it stops at the zero byte after the text.
@safe struct NumberScan {  // reads only from what it is given to where it stops
    /// The byte after the number, or the one that should have been a digit.
    private(set) var cursor: UnsafePointer<UInt8>
    private(set) var kind = TapeWord.Kind.integer
    private(set) var isValid = true

    /// From the minus sign or the first digit.
    @inline(__always)
    init(from start: UnsafePointer<UInt8>) {
        unsafe cursor = unsafe start
        if unsafe cursor.pointee == 0x2D { unsafe cursor += 1 }
        if unsafe cursor.pointee == 0x30 {
            unsafe cursor += 1
        } else {
            skipDigits()
        }
        let byte = unsafe cursor.pointee
        if byte == 0x2E || byte | 0x20 == 0x65 { self = unsafe NumberScan.fractionAndExponent(from: cursor, isValid) }
    }

    private init(cursor: UnsafePointer<UInt8>, isValid: Bool) {
        unsafe self.cursor = unsafe cursor
        kind = TapeWord.Kind.decimal
        self.isValid = isValid
    }

    @inline(never)
    private static func fractionAndExponent(from start: UnsafePointer<UInt8>, _ isValid: Bool) -> NumberScan {
        var scan = unsafe NumberScan(cursor: start, isValid: isValid)
        guard isValid else { return scan }
        if unsafe scan.cursor.pointee == 0x2E {
            unsafe scan.cursor += 1
            scan.skipDigits()
        }
        if unsafe scan.isValid && scan.cursor.pointee | 0x20 == 0x65 {
            unsafe scan.cursor += 1
            if unsafe scan.cursor.pointee == 0x2B || scan.cursor.pointee == 0x2D { unsafe scan.cursor += 1 }
            scan.skipDigits()
        }
        return scan
    }

    /// At least one digit.
    @inline(__always)
    private mutating func skipDigits() {
        isValid = unsafe NumberScan.isDigit(cursor.pointee)
        while unsafe NumberScan.isDigit(cursor.pointee) { unsafe cursor += 1 }
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
}
