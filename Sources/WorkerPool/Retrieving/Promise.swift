// Where the results of a batch that was handed over will be.

public import Synchronization

/// What a ``WorkerPool/Future`` and the workers share: the workers settle it, once, and the future's copies look at it.
@usableFromInline
final class Promise<Output: Sendable, Failure: Error>: @unchecked Sendable {
    // `@unchecked Sendable`: `results` and `error` are written once, by the one thread to which `decide` said yes, before
    // `waiters.settle` releases them; they are read only after `waiters` was found settled, which acquires. `work` is
    // written once, before the future is handed out.
    // The same argument stands for `@exclusivity(unchecked)`, which spares a look-up for each access.
    @exclusivity(unchecked) @usableFromInline var results: [Result<Output, Failure>]
    @exclusivity(unchecked) @usableFromInline var error: WorkerPool.RetrievalError?
    @exclusivity(unchecked) @usableFromInline var work: (any PendingWork)?
    @usableFromInline let isDecided: Atomic<Bool>
    @usableFromInline let waiters: WaiterList

    @inlinable
    init() {
        unsafe results = []
        unsafe error = nil
        unsafe work = nil
        isDecided = Atomic(false)
        waiters = WaiterList(isSettled: false)
    }

    // MARK: What the future asks

    @inlinable
    var isSettled: Bool { waiters.isSettled }

    /// Blocks the calling thread until it is settled; the thread may decode of the batch meanwhile.
    @inlinable
    func wait() throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        if !waiters.isSettled { block() }
        return try settled()
    }

    /// Suspends the calling task until it is settled.
    @inlinable
    func wait() async throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        if !waiters.isSettled { await suspend() }
        return try settled()
    }

    @inlinable
    func settled() throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        if let error = unsafe error { throw error }
        return unsafe results
    }

    @usableFromInline
    func block() { unsafe work?.wait(for: waiters) }

    @usableFromInline
    func suspend() async { await waiters.wait(patience: unsafe work?.suspendingPatience) }

    @usableFromInline
    func cancel() {
        guard !isSettled else { return }
        // First, so that nothing is begun after any cancel has returned, whoever's was the one that counted.
        let halted = unsafe work?.halt() ?? 0
        if decide() { settle(with: .cancelled) }
        unsafe work?.withdraw(halted)
    }

    // MARK: How it is settled

    /// Claims the right to settle, which one caller gets.
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
    func settle(with error: WorkerPool.RetrievalError) {
        unsafe self.error = error
        waiters.settle()
    }
}
