import WorkerPool

extension FrozenJSON {
    /// A file, or standard input, as a sequence of chunks of bytes.
    ///
    /// ```swift
    /// let orders = FrozenJSON.LineBatches(of: 500, from: .file("orders.ndjson"))
    /// let commands = FrozenJSON.LineBatches(of: 500, from: .standardInput)
    /// ```
    ///
    /// Each iteration reads from the beginning of the file, or what is left of standard input, on a thread of its own, never on one of
    /// those that tasks share. The first `next()` starts it. It reads at most four chunks of 256 KB ahead, then sleeps until one is taken,
    /// and it ends, even while it waits for a pipe's writer, when the file does, when the task is cancelled, or when the iterator is
    /// dropped. Opening counts as reading: a missing file is an error of the first `next()`.
    ///
    /// For lines, hand it to ``LineBatches`` or ``BlockingLineBatches``.
    public struct Input: AsyncSequence, Sendable {
        /// The type of a chunk.
        public typealias Element = ArraySlice<UInt8>
        /// An ``InputError``, or `CancellationError`.
        public typealias Failure = any Error

        private enum Place: Sendable {
            case path([UInt8])
            case standardInput
        }

        private let place: Place
        /// What errors call it: the path, as far as it is UTF-8, or `standard input`.
        public let name: String

        /// The file of a path, a named pipe or a device too.
        public static func file(_ path: String) -> Input { file([UInt8](path.utf8)) }

        /// The file of a path that need not be UTF-8, as Unix allows.
        public static func file(_ path: [UInt8]) -> Input {
            Input(place: .path(path), name: String(decoding: path, as: UTF8.self))
        }

        /// What the process is fed, for one reader at a time.
        ///
        /// It stays open, and nothing of it is changed. A cancelled iteration may have read further than it handed over.
        public static let standardInput = Input(place: .standardInput, name: "standard input")

        /// Starts nothing yet.
        public func makeAsyncIterator() -> Iterator { Iterator(input: self) }

        func open() throws(InputError) -> ChunkReader {
            do throws(SystemError) {
                switch place {
                case .path(let path): return ChunkReader(of: try InputFile(path: path), named: name)
                case .standardInput: return ChunkReader(of: try InputFile(), named: name)
                }
            } catch {
                throw .cannotOpen(input: name, errorNumber: error.number)
            }
        }
    }
}

extension FrozenJSON.Input {
    /// Takes the chunks that the thread has read.
    public struct Iterator: AsyncIteratorProtocol {
        private let input: FrozenJSON.Input
        private var reading: Reading?
        private var isOver = false

        init(input: FrozenJSON.Input) { self.input = input }

        /// The next chunk; suspends until it has been read.
        ///
        /// - Throws: An ``FrozenJSON/InputError``; `CancellationError` if the task is cancelled, so that no input looks shorter than it
        ///   is. After an error it answers `nil`.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws -> ArraySlice<UInt8>? {
            guard !isOver else { return nil }
            do {
                try Task.checkCancellation()
                let reading = try reading ?? Reading(input)
                self.reading = reading
                switch await reading.ahead.take() {
                case .chunk(let chunk): return chunk
                case .end: break
                case .failure(let error): throw error
                case .stopped: throw CancellationError()
                }
            } catch {
                end()
                throw error
            }
            end()
            return nil
        }

        /// See ``next(isolation:)``.
        public mutating func next() async throws -> ArraySlice<UInt8>? { try await next(isolation: #isolation) }

        /// Whether the next chunk need not be waited for, or only for a disk.
        var isNextAtHand: Bool { reading?.ahead.isNextAtHand ?? false }

        private mutating func end() {
            isOver = true
            reading = nil
        }
    }

    /// Lives as long as an iterator; the thread does not keep it.
    private final class Reading {
        let ahead: FrozenJSON.ReadAhead

        init(_ input: FrozenJSON.Input) throws(FrozenJSON.InputError) {
            do throws(SystemError) {
                let ahead = FrozenJSON.ReadAhead(interruption: try Interruption())
                try LoneThread.start(name: "lines", stackSize: 256 << 10) { ahead.read(input) }
                self.ahead = ahead
            } catch {
                throw .cannotOpen(input: input.name, errorNumber: error.number)
            }
        }

        deinit { ahead.stop() }
    }
}
