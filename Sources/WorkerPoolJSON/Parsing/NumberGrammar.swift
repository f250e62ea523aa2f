/// Checks a number against the grammar; its value is computed when somebody asks for it.
///
/// Like every scan, it stops at the zero byte after the text.
@safe struct NumberGrammar {  // reads only from what it is given to where it stops
    /// The byte after the number, or the one that should have been a digit.
    private(set) var cursor: UnsafePointer<UInt8>
    private(set) var kind = TapeWord.Kind.integer
    private(set) var isValid = true

    /// From the minus sign or the first digit.
    @inline(__always)
    init(from start: UnsafePointer<UInt8>) {
        unsafe cursor = unsafe start
        if unsafe cursor.pointee == ASCII.minus { unsafe cursor += 1 }
        if unsafe cursor.pointee == ASCII.zero {
            unsafe cursor += 1
        } else {
            skipDigits()
        }
        let byte = unsafe cursor.pointee
        if byte == ASCII.point || byte | 0x20 == ASCII.e {
            self = unsafe NumberGrammar.fractionAndExponent(from: cursor, isValid)
        }
    }

    private init(cursor: UnsafePointer<UInt8>, isValid: Bool) {
        unsafe self.cursor = unsafe cursor
        kind = TapeWord.Kind.decimal
        self.isValid = isValid
    }

    @inline(never)
    private static func fractionAndExponent(from start: UnsafePointer<UInt8>, _ isValid: Bool) -> NumberGrammar {
        var number = unsafe NumberGrammar(cursor: start, isValid: isValid)
        guard isValid else { return number }
        if unsafe number.cursor.pointee == ASCII.point {
            unsafe number.cursor += 1
            number.skipDigits()
        }
        if unsafe number.isValid && number.cursor.pointee | 0x20 == ASCII.e {
            unsafe number.cursor += 1
            if unsafe number.cursor.pointee == ASCII.plus || number.cursor.pointee == ASCII.minus {
                unsafe number.cursor += 1
            }
            number.skipDigits()
        }
        return number
    }

    /// At least one digit.
    @inline(__always)
    private mutating func skipDigits() {
        isValid = unsafe NumberGrammar.isDigit(cursor.pointee)
        while unsafe NumberGrammar.isDigit(cursor.pointee) { unsafe cursor += 1 }
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- ASCII.zero <= 9 }
}
