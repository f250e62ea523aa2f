import WorkerPool

extension FrozenJSON {
    /// What a thread that reads and a task that takes share: the few chunks between them, and which of them waits for the other.
    final class ReadAhead: @unchecked Sendable {  // the lock guards all `var`s
        /// What the task is told.
        enum Answer {
            case chunk(ArraySlice<UInt8>)
            case end
            case failure(InputError)
            /// Nobody wants more; what had been read is dropped.
            case stopped
        }

        private static let chunkLimit = 4

        private let interruption: Interruption
        /// Where the thread sleeps while there are enough chunks.
        private let room = Parker()
        private let lock = Lock()
        private var chunks: [ArraySlice<UInt8>] = []
        private var ending: Answer?
        private var isAlwaysReady = false
        private var taker: CheckedContinuation<Answer, Never>?

        init(interruption: Interruption) { self.interruption = interruption }

        /// Reads the whole input, as fast as chunks are taken, or until it is stopped.
        ///
        /// What the thread runs.
        func read(_ input: Input) {
            do throws(InputError) {
                var reader = try input.open()
                lock.withLock { isAlwaysReady = reader.isAlwaysReady }
                while waitForRoom(), let chunk = try reader.next(until: interruption) { hand(over: chunk) }
                end(.end)
            } catch {
                end(.failure(error))
            }
        }

        /// Stops the thread, on whatever thread; whoever takes is told.
        func stop() {
            let (isReading, waiting): (Bool, CheckedContinuation<Answer, Never>?) = lock.withLock {
                // Also in place of the end: without its last chunks the input would look shorter than it is.
                defer { (ending, chunks) = (.stopped, []) }
                return (ending == nil, taker.take())
            }
            waiting?.resume(returning: .stopped)
            guard isReading else { return }
            room.unpark()
            interruption.interrupt()
        }

        /// The next chunk, or how it ended; for one task at a time, whose cancelling stops the thread.
        func take() async -> Answer {
            if let answer = answerAtHand() { return answer }
            return await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if let answer = answerAtHand(orElse: continuation) { continuation.resume(returning: answer) }
                }
            } onCancel: {
                stop()
            }
        }

        /// Whether a chunk or the end is there, or comes from a file that has not to be waited for.
        var isNextAtHand: Bool { lock.withLock { isAlwaysReady || !chunks.isEmpty || ending != nil } }

        /// Whether the thread has nothing to do before a chunk is taken; only tests ask.
        var isFull: Bool { lock.withLock { chunks.count >= Self.chunkLimit } }

        private func answerAtHand(orElse taker: CheckedContinuation<Answer, Never>? = nil) -> Answer? {
            let (answer, wasFull): (Answer?, Bool) = lock.withLock {
                guard !chunks.isEmpty else {
                    if ending == nil { self.taker = taker }
                    return (ending, false)
                }
                let wasFull = chunks.count == Self.chunkLimit
                return (.chunk(chunks.removeFirst()), wasFull)
            }
            if wasFull { room.unpark() }
            return answer
        }

        /// Whether more is wanted.
        private func waitForRoom() -> Bool {
            while true {
                let (isOver, hasRoom) = lock.withLock { (ending != nil, chunks.count < Self.chunkLimit) }
                guard !isOver, !hasRoom else { return !isOver }
                room.park()
            }
        }

        private func hand(over chunk: ArraySlice<UInt8>) {
            let waiting: CheckedContinuation<Answer, Never>? = lock.withLock {
                guard ending == nil else { return nil }
                if let taker = taker.take() { return taker }
                chunks.append(chunk)
                return nil
            }
            waiting?.resume(returning: .chunk(chunk))
        }

        private func end(_ ending: Answer) {
            let waiting: CheckedContinuation<Answer, Never>? = lock.withLock {
                guard self.ending == nil else { return nil }
                self.ending = ending
                return taker.take()
            }
            waiting?.resume(returning: ending)
        }
    }
}
