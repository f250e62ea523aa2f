extension WorkerPool {
    /// The results of a dispatched batch, once they are there.
    ///
    /// A future always completes: with one result for each payload, in the batch's order, or with a ``RetrievalError``.
    /// It may be retrieved many times, from many threads and tasks, and gives all the same answer: one array, shared
    /// and not copied. It may also be dropped; the batch is decoded all the same.
    ///
    /// It is a value, and its copies are one future: all get the same answer, and cancelling one cancels the batch. One
    /// that is kept after its batch holds the results, and some hundred bytes.
    public struct Future<Output: Sendable, Failure: Error>: Sendable {
        @usableFromInline
        enum Answer: Sendable {
            case results([Result<Output, Failure>])
            case refused(RetrievalError)
            case handedOver(BatchJob<Output, Failure>)
        }

        @usableFromInline let answer: Answer

        @inlinable
        init(_ answer: Answer) { self.answer = answer }

        /// The results in the batch's order, once they are all there; suspends the calling task until then.
        ///
        /// Blocks no thread, and never decodes on the caller's. As with `Task.value`, cancelling the *waiting* task does
        /// not end the wait, since others may wait for the same batch; ``Lane/decode(_:)`` cancels the batch with its
        /// task.
        ///
        /// - Throws: A ``RetrievalError`` if there are no results. The error of a single payload is in the results.
        @inlinable
        public func retrieve() async throws(RetrievalError) -> [Result<Output, Failure>] {
            switch answer {
            case .results(let results): return results
            case .refused(let error): throw error
            case .handedOver(let job):
                await job.wait()
                return try job.answer()
            }
        }

        /// The results in the batch's order, once they are all there; blocks the calling thread until then.
        ///
        /// While it waits, and there is a CPU for it, the thread decodes slices of this batch and of no other, if the
        /// pool's ``Configuration/retrieveHelps`` allows it; the threads of pools may always do so. A decoder that runs
        /// in this way has the calling thread's stack, and a workspace of its own that ends with the call.
        ///
        /// It costs next to nothing if the results are there; some 0.5 µs if this thread decodes the batch itself;
        /// otherwise the sleep, and 5 µs to be woken, up to 150 after a long sleep.
        ///
        /// - Throws: A ``RetrievalError`` if there are no results. The error of a single payload is in the results.
        @available(
            *,
            noasync,
            message: "it blocks the thread; write 'try await', and at the top level of main.swift within a function"
        )
        @inlinable
        public func retrieve() throws(RetrievalError) -> [Result<Output, Failure>] {
            switch answer {
            case .results(let results): return results
            case .refused(let error): throw error
            case .handedOver(let job):
                job.block()
                return try job.answer()
            }
        }

        /// Cancels the batch: every `retrieve()` throws ``RetrievalError/cancelled`` at once.
        ///
        /// What nobody has begun to decode will not be decoded; what is being decoded is finished, and its results are
        /// freed. A batch that is done keeps its results, and cancelling it does nothing. Never blocks; any thread may
        /// call it, even a decoder of this batch. Some 0.2 µs.
        @inlinable
        public func cancel() {
            if case .handedOver(let job) = answer { job.cancel() }
        }

        /// Whether `retrieve()` would return at once.
        @inlinable
        public var isDone: Bool {
            if case .handedOver(let job) = answer { job.isDone } else { true }
        }
    }
}

extension WorkerPool.Future: CustomStringConvertible {
    /// Says whether it is done, but not the results, which may be many, and confidential.
    public var description: String { isDone ? "a future that is done" : "a future that is not done" }
}
