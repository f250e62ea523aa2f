// Strings of text that the parser has checked already.

extension String {
    /// A string of UTF-8 that is known to be valid.
    ///
    /// Where the standard library allows it nothing is checked again, which for text outside ASCII would cost more than all the rest.
    init(checked text: UnsafeBufferPointer<UInt8>) {
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            // Valid: it is from a parsed document. Whether it is ASCII is told, since strings known to be ASCII compare faster.
            let span = unsafe UTF8Span(unchecked: Span(_unsafeElements: text), isKnownASCII: CheckedText.isASCII(text))
            self.init(copying: span)
        } else {
            unsafe self.init(decoding: text, as: UTF8.self)
        }
    }
}

enum CheckedText {
    /// Whether all bytes are ASCII, sixteen at a time; nothing beyond either end is read.
    @inline(__always)
    static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress else { return true }
        let count = text.count
        guard count >= 16 else { return unsafe isASCII(start, count) }
        // The last sixteen may overlap those before.
        var bytes = unsafe SixteenBytes.load(start + (count - 16))
        var index = 0
        while index < count - 16 {
            bytes |= unsafe SixteenBytes.load(start + index)
            index += 16
        }
        return (bytes.x | bytes.y) & EightBytes.highs == 0
    }

    /// Of fewer than sixteen bytes: two that may overlap, of eight bytes each, four or one.
    @inline(__always)
    private static func isASCII(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        if count >= 8 {
            let bytes = unsafe EightBytes.load(start) | EightBytes.load(start + (count - 8))
            return bytes & EightBytes.highs == 0
        }
        if count >= 4 {
            let bytes = unsafe ByteComparison.fourBytes(start) | ByteComparison.fourBytes(start + (count - 4))
            return UInt64(bytes) & EightBytes.highs == 0
        }
        guard count > 0 else { return true }
        // Of three bytes or fewer the first, the middle and the last are all.
        return unsafe (start[0] | start[count / 2] | start[count - 1]) < 0x80
    }
}
