// Strings of text that the parser has checked already.

extension String {
    /// A string of UTF-8 that is known to be valid.
    ///
    /// Where the standard library offers it nothing is checked again, which for text outside ASCII costs more than all the rest.
    init(checked text: UnsafeBufferPointer<UInt8>) {
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            // Valid: it is from a parsed document. ASCII is told, since strings that are known to be ASCII compare quicker.
            let span = unsafe UTF8Span(unchecked: Span(_unsafeElements: text), isKnownASCII: CheckedText.isASCII(text))
            self.init(copying: span)
        } else {
            unsafe self.init(decoding: text, as: UTF8.self)
        }
    }
}

enum CheckedText {
    /// Whether all bytes are ASCII, eight at a time; nothing beyond either end is read.
    @inline(__always)
    static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress else { return true }
        let count = text.count
        guard count >= 8 else {
            return unsafe text.allSatisfy { $0 < 0x80 }
        }
        // The last eight may overlap those before.
        var bytes = unsafe EightBytes.load(start + (count - 8))
        var index = 0
        while index < count - 8 {
            bytes |= unsafe EightBytes.load(start + index)
            index += 8
        }
        return bytes & EightBytes.highs == 0
    }
}
