extension FrozenJSON {
    /// The documents of NDJSON (one a line) from where they come, in batches for a lane: a file, standard input, or any sequence of chunks
    /// of bytes, such as the body of an HTTP request.
    ///
    /// <!-- prelude: let orders = pool.lane("orders", decoder: FrozenJSON.Decoder<ArraySlice<UInt8>>()) -->
    /// ```swift
    /// for try await batch in FrozenJSON.LineBatches(of: 500, from: .file("orders.ndjson")) {
    ///     for result in try await orders.decode(batch) { print(try result.get()["id"]) }
    /// }
    /// ```
    ///
    /// Lines are those of ``Lines``: they end with a line feed, or one after a carriage return, as the last line may, and lines of nothing
    /// but white space are left out. So is a byte order mark before the first. They are slices of the chunk they came in, which they keep
    /// alive; one that the end of a chunk cuts is copied once.
    ///
    /// A batch has `count` lines, or fewer that reach `maximumBatchLength` together. It also has fewer when the next would have to be
    /// waited for: from a pipe or a socket a line goes on as soon as it is there. Of another source than ``Input`` nobody knows whether
    /// its next chunk has to be waited for, so that a batch ends with the chunk. With `waitsUntilFull` batches are full but for the last,
    /// which is quicker where nobody waits for an answer. The batches of a regular file are full in any case.
    ///
    /// Memory is bounded: the batch, and the chunks that the source has read ahead. Nothing is read while the caller is busy, but by an
    /// ``Input`` what it says. Splitting runs on the calling task, at several GB/s.
    ///
    /// **Errors** come after the lines that stand before them; behind one `next()` answers `nil`. They are an ``InputError`` for a line
    /// that is longer than `maximumLineLength`, for a gzip file, and for what the system refuses, or the source's own.
    /// **If the task is cancelled**, `next()` throws `CancellationError`, also where the source just ends, as an `AsyncStream` does: what
    /// was cut off should not look like the last line.
    public struct LineBatches<Chunks: AsyncSequence>: AsyncSequence where Chunks.Element: Payload {
        /// The type of a batch.
        public typealias Element = [ArraySlice<UInt8>]
        /// An ``InputError``, `CancellationError`, or the source's own.
        public typealias Failure = any Error

        private let chunks: Chunks
        private let limits: LineLimits
        private let waitsUntilFull: Bool

        /// Batches of the lines of chunks, of whatever size, that may end anywhere.
        ///
        /// Chunks of `[UInt8]` and `ArraySlice<UInt8>` are not copied, those of another type are, each once.
        ///
        /// - Parameters:
        ///   - count: How many lines a batch has at most; at least 1.
        ///   - chunks: Where the bytes come from.
        ///   - maximumLineLength: In bytes, without the line's end; a longer line is an error.
        ///   - maximumBatchLength: In bytes; the line that reaches it is its batch's last.
        ///   - waitsUntilFull: Whether `next()` waits for more lines while it has some.
        public init(
            of count: Int,
            from chunks: Chunks,
            maximumLineLength: Int = 16 << 20,
            maximumBatchLength: Int = 64 << 20,
            waitsUntilFull: Bool = false
        ) {
            self.chunks = chunks
            limits = LineLimits(batch: count, batchLength: maximumBatchLength, lineLength: maximumLineLength)
            self.waitsUntilFull = waitsUntilFull
        }

        /// Batches of the lines of a file, or of standard input; see the other initializer.
        ///
        /// - Parameters:
        ///   - count: How many lines a batch has at most; at least 1.
        ///   - input: What is read, on a thread of its own.
        ///   - maximumLineLength: In bytes, without the line's end; a longer line is an error.
        ///   - maximumBatchLength: In bytes; the line that reaches it is its batch's last.
        ///   - waitsUntilFull: Whether `next()` waits for more lines while it has some.
        public init(
            of count: Int,
            from input: Input,
            maximumLineLength: Int = 16 << 20,
            maximumBatchLength: Int = 64 << 20,
            waitsUntilFull: Bool = false
        ) where Chunks == Input {
            chunks = input
            limits = LineLimits(batch: count, batchLength: maximumBatchLength, lineLength: maximumLineLength)
            self.waitsUntilFull = waitsUntilFull
        }

        /// Begins to read with its first `next()`.
        public func makeAsyncIterator() -> Iterator {
            let name = (chunks as? Input)?.name ?? "input"
            return Iterator(
                source: chunks.makeAsyncIterator(),
                splitter: LineSplitter(name: name, limits: limits),
                waitsUntilFull: waitsUntilFull
            )
        }
    }
}

extension FrozenJSON.LineBatches: Sendable where Chunks: Sendable {}

extension FrozenJSON.LineBatches {
    /// Takes chunks as it needs them, and splits them.
    public struct Iterator: AsyncIteratorProtocol {
        /// Let go of as soon as nothing more is wanted of it.
        private var source: Chunks.AsyncIterator?
        private var splitter: FrozenJSON.LineSplitter
        private let waitsUntilFull: Bool
        /// Comes after the lines before it.
        private var failure: (any Error)?

        init(source: Chunks.AsyncIterator, splitter: FrozenJSON.LineSplitter, waitsUntilFull: Bool) {
            self.source = source
            self.splitter = splitter
            self.waitsUntilFull = waitsUntilFull
        }

        /// The number of each line of the last batch, counted from 1, blank lines too.
        public var lineNumbers: [Int] { splitter.lastNumbers }

        /// The next batch; `nil` at the end.
        ///
        /// - Throws: See ``FrozenJSON/LineBatches``.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws -> [ArraySlice<UInt8>]? {
            if let failure = failure.take() { throw failure }
            guard source != nil else { return nil }
            do {
                try Task.checkCancellation()
                while try !splitter.split() {
                    if splitter.hasLines, !waitsUntilFull, !isNextAtHand { break }
                    guard let chunk = try await source?.next(isolation: actor) else {
                        try Task.checkCancellation()
                        source = nil
                        try splitter.finish()
                        break
                    }
                    splitter.add(Self.bytes(of: chunk))
                }
                return splitter.takeBatch()
            } catch {
                source = nil
                guard !(error is CancellationError), let batch = splitter.takeBatch() else { throw error }
                failure = error
                return batch
            }
        }

        /// See ``next(isolation:)``.
        public mutating func next() async throws -> [ArraySlice<UInt8>]? { try await next(isolation: #isolation) }

        private var isNextAtHand: Bool { (source as? FrozenJSON.Input.Iterator)?.isNextAtHand ?? false }

        private static func bytes(of chunk: Chunks.Element) -> ArraySlice<UInt8> {
            switch chunk {
            case let slice as ArraySlice<UInt8>: slice
            case let array as [UInt8]: array[...]
            default: unsafe chunk.withBytes { unsafe ArraySlice($0) }
            }
        }
    }
}
