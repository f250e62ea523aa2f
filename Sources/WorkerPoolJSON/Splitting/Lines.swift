extension FrozenJSON {
    /// The documents of a buffer of NDJSON (one a line), in order, as slices of it: nothing is copied.
    ///
    /// ```swift
    /// let lines = Array(FrozenJSON.Lines(of: buffer))
    /// let documents = try await pool.decode(lines, decoder: FrozenJSON.Decoder())
    /// ```
    ///
    /// Lines end with a line feed, or one after a carriage return, as the last line may; lines of nothing but white space are left out.
    /// A document cannot hold a line feed except as white space between its tokens, which NDJSON forbids. Each slice keeps the whole buffer
    /// alive; a document parsed from it does not.
    ///
    /// What is not in one buffer, but in a file or comes in chunks, ``LineBatches`` splits.
    public struct Lines: Sequence, IteratorProtocol, Sendable {
        /// What has not been split yet.
        ///
        /// When `nextComplete()` or `nextCompleteBatch(of:)` has no more, the beginning of a line that goes on in a stream's next chunk.
        public private(set) var rest: ArraySlice<UInt8>

        /// Splits a whole buffer.
        public init(of buffer: [UInt8]) { rest = buffer[...] }

        /// Splits a part of a buffer.
        public init(of buffer: ArraySlice<UInt8>) { rest = buffer }

        /// The next line that has something on it; the last one need not end with a line feed.
        public mutating func next() -> ArraySlice<UInt8>? { next(orTail: true) }

        /// The next line that has something on it and ends with a line feed; what is behind the last line feed stays in `rest`.
        ///
        /// For the chunks of a stream: the `rest` of one goes before the next.
        public mutating func nextComplete() -> ArraySlice<UInt8>? { next(orTail: false) }

        private mutating func next(orTail takesTail: Bool) -> ArraySlice<UInt8>? {
            while !rest.isEmpty {
                let length = unsafe rest.withBytes { unsafe Lines.lineLength($0) }
                guard takesTail || length < rest.count else { return nil }
                let end = rest.startIndex + length
                let line = rest[rest.startIndex..<end]
                rest = rest[(end < rest.endIndex ? end + 1 : end)...]
                if let document = Lines.trimmed(line) { return document }
            }
            return nil
        }

        /// The next lines as `next()` has them, at most `count` and at least one: a batch for the pool; `nil` when there are no more.
        ///
        /// Of a whole buffer: the last line need not end with a line feed.
        public mutating func nextBatch(of count: Int) -> [ArraySlice<UInt8>]? { nextBatch(of: count, orTail: true) }

        /// The next lines as `nextComplete()` has them, at most `count` and at least one; `nil` when there are no more.
        ///
        /// For the chunks of a stream: what is behind the last line feed stays in `rest`, to go before the next chunk.
        public mutating func nextCompleteBatch(of count: Int) -> [ArraySlice<UInt8>]? {
            nextBatch(of: count, orTail: false)
        }

        private mutating func nextBatch(of count: Int, orTail takesTail: Bool) -> [ArraySlice<UInt8>]? {
            precondition(count > 0, "a batch of \(count) lines")
            var batch: [ArraySlice<UInt8>] = []
            while batch.count < count, let line = next(orTail: takesTail) { batch.append(line) }
            return batch.isEmpty ? nil : batch
        }

        /// How far it is to the first line feed, or to the end.
        static func lineLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
            var position = 0
            if let start = bytes.baseAddress {
                while bytes.count - position >= 8 {
                    let feeds = unsafe EightBytes.lineFeeds(EightBytes.load(start + position))
                    guard feeds == 0 else { return position + feeds.trailingZeroBitCount >> 3 }
                    position += 8
                }
            }
            while unsafe position < bytes.count && bytes[position] != ASCII.lineFeed { position += 1 }
            return position
        }

        /// The line without its carriage return, or `nil` if there is nothing on it.
        static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
            let line = line.last == ASCII.carriageReturn ? line.dropLast() : line
            return line.allSatisfy { $0 == ASCII.space || $0 == ASCII.tab || $0 == ASCII.carriageReturn } ? nil : line
        }
    }
}
