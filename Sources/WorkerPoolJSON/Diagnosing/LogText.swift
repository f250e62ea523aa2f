/// Text from a message as a line of a log shows it: nothing in it breaks the line, hides in it or turns its direction.
enum LogText {
    /// What is not printable, or not UTF-8, is shown as `·`.
    static func line(of bytes: UnsafeBufferPointer<UInt8>) -> String {
        line(unsafe String(decoding: bytes, as: UTF8.self))
    }

    /// What is not printable is shown as `·`.
    static func line(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isPrintable($0) ? $0 : "\u{B7}" }))
    }

    /// The text, or its beginning and its end where it is longer than that many scalars.
    static func shortened(_ text: String, to count: Int) -> String {
        let scalars = text.unicodeScalars
        // Most is shorter in bytes, whose number is known.
        guard text.utf8.count > count, scalars.count > count else { return text }
        return "\(Substring(scalars.prefix(count / 2)))…\(Substring(scalars.suffix(count / 2)))"
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: scalar != "\u{FFFD}"
        }
    }
}
