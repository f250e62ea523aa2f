/// Checks a number against the grammar; its value is computed when somebody asks for it.
enum NumberScan {
    /// From the minus sign or the first digit to the byte after the last; the scan stops at the zero byte after the text.
    @inline(__always)
    static func scan(_ cursor: inout UnsafePointer<UInt8>) -> UInt64? {
        if unsafe cursor.pointee == 0x2D { unsafe cursor += 1 }
        if unsafe cursor.pointee == 0x30 {
            unsafe cursor += 1
        } else {
            guard unsafe skipDigits(&cursor) else { return nil }
        }
        let byte = unsafe cursor.pointee
        if byte != 0x2E && byte | 0x20 != 0x65 { return TapeWord.Kind.integer }
        return unsafe fractionAndExponent(&cursor) ? TapeWord.Kind.decimal : nil
    }

    private static func fractionAndExponent(_ cursor: inout UnsafePointer<UInt8>) -> Bool {
        if unsafe cursor.pointee == 0x2E {
            unsafe cursor += 1
            guard unsafe skipDigits(&cursor) else { return false }
        }
        if unsafe cursor.pointee | 0x20 == 0x65 {
            unsafe cursor += 1
            if unsafe cursor.pointee == 0x2B || cursor.pointee == 0x2D { unsafe cursor += 1 }
            guard unsafe skipDigits(&cursor) else { return false }
        }
        return true
    }

    /// At least one digit.
    @inline(__always)
    private static func skipDigits(_ cursor: inout UnsafePointer<UInt8>) -> Bool {
        guard unsafe isDigit(cursor.pointee) else { return false }
        repeat { unsafe cursor += 1 } while unsafe isDigit(cursor.pointee)
        return true
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
}
