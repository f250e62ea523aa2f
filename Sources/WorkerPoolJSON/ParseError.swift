extension FrozenJSON {
    /// Why a document was refused, and where.
    public struct ParseError: Error, Sendable, Hashable {
        /// What would have been accepted.
        public let expected: Expectation
        /// The byte that was not accepted, counted from 0; the document's length where it ends too early.
        public let offset: Int
        /// The line of that byte, counted from 1: one more than the line feeds before it.
        public let line: Int
        /// Its column, counted from 1 in Unicode scalars.
        public let column: Int
        /// Some of the text around that byte, on one line; what is not printable, or not UTF-8, is shown as `·`.
        public let excerpt: String

        /// Looks at the source once more, up to that byte.
        init(_ expected: Expectation, at offset: Int, in source: UnsafeBufferPointer<UInt8>) {
            self.expected = expected
            self.offset = min(offset, source.count)
            let position = unsafe TextPosition(of: self.offset, in: source)
            line = position.line
            column = position.column
            excerpt = unsafe ParseError.excerpt(around: self.offset, of: source)
        }

        private static func excerpt(around offset: Int, of source: UnsafeBufferPointer<UInt8>) -> String {
            var start = max(0, offset - 20)
            var end = min(source.count, offset + 20)
            // Whole characters: an excerpt does not begin or end inside one.
            while unsafe start < offset && source[start] & 0xC0 == 0x80 { start += 1 }
            while unsafe end > offset && end < source.count && source[end] & 0xC0 == 0x80 { end -= 1 }
            return unsafe LogText.line(of: UnsafeBufferPointer(rebasing: source[start..<end]))
        }
    }
}

extension FrozenJSON.ParseError: CustomStringConvertible {
    /// The whole error on one line.
    public var description: String {
        "expected \(expected) at byte \(offset) (line \(line), column \(column)), near “\(excerpt)”"
    }
}
