// The caller's end of a batch.

public import Synchronization

extension WorkerPool {
    /// The results of a dispatched batch, as soon as they are there.
    ///
    /// A future always completes: with one result for each payload, in the batch's order, or with a ``RetrievalError``. It may be
    /// retrieved many times, from many threads and tasks, and answers the same to all: one array, shared and not copied.
    /// It may as well be dropped; the batch is decoded all the same.
    public final class Future<Output: Sendable, Failure: Error>: @unchecked Sendable {
        // `@unchecked Sendable`: `results` and `error` are written once, by the initialiser or by the one thread to which
        // `decide` said yes, before `waiters.settle` releases them; they are read only after `waiters` was found settled, which
        // acquires. `work` is written once, before the future is handed out.
        // The same argument stands for `@exclusivity(unchecked)`, which spares a look-up for each access.
        @exclusivity(unchecked) @usableFromInline var results: [Result<Output, Failure>]
        @exclusivity(unchecked) @usableFromInline var error: RetrievalError?
        @exclusivity(unchecked) @usableFromInline var work: (any PendingWork)?
        @usableFromInline let isDecided: Atomic<Bool>
        @usableFromInline let waiters: WaiterList

        /// A future that a job will complete.
        @inlinable
        init() {
            unsafe results = []
            unsafe error = nil
            unsafe work = nil
            isDecided = Atomic(false)
            waiters = WaiterList(isSettled: false)
        }

        /// A future that is complete.
        @inlinable
        init(results: [Result<Output, Failure>], error: RetrievalError? = nil) {
            unsafe self.results = results
            unsafe self.error = error
            unsafe work = nil
            isDecided = Atomic(true)
            waiters = WaiterList(isSettled: true)
        }

        /// The results in the batch's order, once they are all there; blocks the calling thread until then.
        ///
        /// While it waits, and there is a CPU for it, the thread decodes slices of this batch, and of no other, if the pool's
        /// ``Configuration/retrieveHelps`` allows it; on one of the pool's own threads always. A decoder that runs in this way
        /// has the stack that the calling thread has, and a workspace of its own that ends with the call.
        ///
        /// It costs nothing beyond a look when the results are there; some 0.5 µs when this thread decodes the batch
        /// itself; otherwise the sleep, and the 5 to 10 µs of being woken.
        ///
        /// - Throws: A ``RetrievalError`` where there are no results. The error of a single payload is in the results.
        @available(*, noasync, message: "it blocks the thread; write 'try await'")
        @inlinable
        public func retrieve() throws(RetrievalError) -> [Result<Output, Failure>] {
            if !waiters.isSettled { wait() }
            if let error = unsafe error { throw error }
            return unsafe results
        }

        /// The results in the batch's order, once they are all there; suspends the calling task until then.
        ///
        /// Blocks no thread (before it suspends it may look for the results for some microseconds, if the last ones came as soon as
        /// that), and never decodes on the caller's. As with `Task.value`, cancelling the *waiting* task does not end
        /// the wait, since others may wait for the same batch; to cancel the batch with the task, write
        ///
        /// ```swift
        /// let results = try await withTaskCancellationHandler {
        ///     try await future.retrieve()
        /// } onCancel: {
        ///     future.cancel()
        /// }
        /// ```
        ///
        /// - Throws: A ``RetrievalError`` where there are no results. The error of a single payload is in the results.
        @inlinable
        public func retrieve() async throws(RetrievalError) -> [Result<Output, Failure>] {
            if !waiters.isSettled { await wait() }
            if let error = unsafe error { throw error }
            return unsafe results
        }

        /// Cancels the batch: every `retrieve()` answers ``RetrievalError/cancelled``, at once.
        ///
        /// What nobody has begun to decode will not be decoded; what is being decoded is finished, and its results are
        /// freed. A batch that is done keeps its results, and cancelling it does nothing. Never blocks; any thread may call it, a
        /// decoder of this batch too. Some 0.2 µs.
        public func cancel() {
            guard !isDone else { return }
            // First, so that nothing is begun after any cancel has returned, whoever's was the one that counted.
            let halted = unsafe work?.halt() ?? 0
            if decide() { settle(with: .cancelled) }
            unsafe work?.withdraw(halted)
        }

        /// Whether `retrieve()` would answer at once.
        public var isDone: Bool { waiters.isSettled }

        /// Claims the right to settle the future, which one caller gets.
        @inlinable
        func decide() -> Bool {
            !isDecided.exchange(true, ordering: .acquiringAndReleasing)
        }

        /// Takes the results; ``publish()`` must follow.
        ///
        /// For whoever `decide` said yes to.
        @usableFromInline
        func fill(with results: [Result<Output, Failure>]) { unsafe self.results = results }

        /// Answers everybody who waits or will come.
        ///
        /// Once, by whoever `decide` said yes to.
        @usableFromInline
        func publish() { waiters.settle() }

        /// Answers that there are no results.
        ///
        /// For whoever `decide` said yes to.
        func settle(with error: RetrievalError) {
            unsafe self.error = error
            waiters.settle()
        }

        @usableFromInline
        func wait() {
            // Without work the future was complete from the beginning, and nobody comes here.
            unsafe work?.wait(for: waiters)
        }

        @usableFromInline
        func wait() async {
            await waiters.wait(patience: unsafe work?.suspendingPatience)
        }
    }
}
