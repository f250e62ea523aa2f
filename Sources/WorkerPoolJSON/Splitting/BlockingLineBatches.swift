extension FrozenJSON {
    /// The documents of NDJSON (one a line) of a file or of standard input, in batches, for a thread that may block: a command-line tool's.
    ///
    /// <!-- prelude: let orders = pool.lane("orders", decoder: FrozenJSON.Decoder<ArraySlice<UInt8>>()) -->
    /// ```swift
    /// func printIdentifiers() throws {
    ///     for batch in FrozenJSON.BlockingLineBatches(of: 500, from: .standardInput) {
    ///         for result in try orders.decodeBlocking(batch.get()) { print(try result.get()["id"]) }
    ///     }
    /// }
    /// ```
    ///
    /// Everything is as ``LineBatches`` has it, but that the calling thread itself reads, and nothing is read ahead. A batch is a `Result`,
    /// since a `Sequence` cannot throw: an error is the last element, after the lines that stand before it.
    public struct BlockingLineBatches: Sequence, Sendable {
        private let input: Input
        private let limits: LineLimits
        private let waitsUntilFull: Bool

        /// Batches of the lines of a file, or of standard input.
        ///
        /// - Parameters:
        ///   - count: How many lines a batch has at most; at least 1.
        ///   - input: What is read.
        ///   - maximumLineLength: In bytes, without the line's end; a longer line is an error.
        ///   - maximumBatchLength: In bytes; the line that reaches it is its batch's last.
        ///   - waitsUntilFull: Whether `next()` waits for more lines while it has some.
        @available(*, noasync, message: "it blocks the thread; write 'for try await batch in LineBatches(...)'")
        public init(
            of count: Int,
            from input: Input,
            maximumLineLength: Int = 16 << 20,
            maximumBatchLength: Int = 64 << 20,
            waitsUntilFull: Bool = false
        ) {
            self.input = input
            limits = LineLimits(batch: count, batchLength: maximumBatchLength, lineLength: maximumLineLength)
            self.waitsUntilFull = waitsUntilFull
        }

        /// Opens the input with its first `next()`.
        public func makeIterator() -> Iterator {
            Iterator(
                input: input,
                splitter: LineSplitter(name: input.name, limits: limits),
                waitsUntilFull: waitsUntilFull
            )
        }
    }
}

extension FrozenJSON.BlockingLineBatches {
    /// Reads as it needs to, and splits.
    public struct Iterator: IteratorProtocol {
        /// Let go of as soon as nothing more is wanted of it.
        private var input: FrozenJSON.Input?
        /// Open since the first `next()`.
        private var file: OpenFile?
        private var splitter: FrozenJSON.LineSplitter
        private let waitsUntilFull: Bool
        /// Comes after the lines before it.
        private var failure: FrozenJSON.InputError?

        init(input: FrozenJSON.Input, splitter: FrozenJSON.LineSplitter, waitsUntilFull: Bool) {
            self.input = input
            self.splitter = splitter
            self.waitsUntilFull = waitsUntilFull
        }

        /// The number of each line of the last batch, counted from 1, blank lines too.
        public var lineNumbers: [Int] { splitter.lastNumbers }

        /// The next batch, or why there is none; `nil` at the end.
        ///
        /// Blocks the calling thread until there are lines.
        public mutating func next() -> Result<[ArraySlice<UInt8>], FrozenJSON.InputError>? {
            if let failure = failure.take() { return .failure(failure) }
            guard let input else { return nil }
            do throws(FrozenJSON.InputError) {
                let file = try open(input)
                while try !splitter.split() {
                    if splitter.hasLines, !waitsUntilFull, !file.reader.isReady { break }
                    guard let chunk = try file.reader.next() else {
                        close()
                        try splitter.finish()
                        break
                    }
                    splitter.add(chunk)
                }
                return splitter.takeBatch().map { .success($0) }
            } catch {
                close()
                guard let batch = splitter.takeBatch() else { return .failure(error) }
                failure = error
                return .success(batch)
            }
        }

        private mutating func open(_ input: FrozenJSON.Input) throws(FrozenJSON.InputError) -> OpenFile {
            if let file { return file }
            let file = OpenFile(reader: try input.open())
            self.file = file
            return file
        }

        private mutating func close() {
            (input, file) = (nil, nil)
        }
    }

    /// Closed when the last copy of the iterator goes.
    private final class OpenFile {
        var reader: FrozenJSON.ChunkReader

        init(reader: consuming FrozenJSON.ChunkReader) { self.reader = reader }
    }
}
