// Where the results of a batch that was handed over will be.

public import Synchronization

/// What the copies of a ``WorkerPool/Future`` and a batch share: settled once, by whoever completes, cancels or refuses
/// it.
@usableFromInline
final class Promise<Output: Sendable, Failure: Error>: @unchecked Sendable {
    // `@unchecked Sendable`: `storedResults` and `error` are written once, by the one thread to which `decide` said
    // yes, before `waiters.settle` releases them; they are read only once `waiters` is found settled, which acquires.
    // `work` is written once, before the job is pushed and the future handed out. The same argument justifies
    // `@exclusivity(unchecked)`, which saves a look-up on each access.
    @exclusivity(unchecked) @usableFromInline var storedResults: [Result<Output, Failure>]
    @exclusivity(unchecked) @usableFromInline var error: WorkerPool.RetrievalError?
    /// The batch; nil only until the job has been made, right after the promise.
    @exclusivity(unchecked) @usableFromInline var work: (any PendingWork)?
    @usableFromInline let isDecided: Atomic<Bool>
    @usableFromInline let waiters: WaiterList

    @inlinable
    init() {
        unsafe storedResults = []
        unsafe error = nil
        unsafe work = nil
        isDecided = Atomic(false)
        waiters = WaiterList()
    }

    // MARK: What the future asks

    @inlinable
    var isSettled: Bool { waiters.isSettled }

    /// Blocks the calling thread until it is settled; the thread may help to decode the batch meanwhile.
    @available(*, noasync)
    @inlinable
    func results() throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        if !waiters.isSettled { block() }
        return try answer()
    }

    /// Suspends the calling task until it is settled.
    @inlinable
    func results() async throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        if !waiters.isSettled { await suspend() }
        return try answer()
    }

    /// The answer of a settled promise.
    @inlinable
    func answer() throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        if let error = unsafe error { throw error }
        return unsafe storedResults
    }

    @usableFromInline
    func block() { madeWork.wait(for: waiters) }

    @usableFromInline
    func suspend() async { await waiters.wait(patience: madeWork.suspendingPatience) }

    private var madeWork: any PendingWork {
        guard let work = unsafe work else { preconditionFailure("a promise was handed out without its batch") }
        return work
    }

    @usableFromInline
    func cancel() {
        guard !isSettled else { return }
        // First, so that nothing is begun after any cancel has returned, whichever of them counted.
        let work = madeWork
        let halted = work.halt()
        if decide() { settle(with: .cancelled) }
        work.withdraw(halted)
    }

    // MARK: How it is settled

    /// Claims the right to settle, which only one thread gets.
    @inlinable
    func decide() -> Bool {
        !isDecided.exchange(true, ordering: .acquiringAndReleasing)
    }

    /// Takes the results; ``publish()`` must follow.
    ///
    /// Only for the thread to which `decide` said yes.
    @inlinable
    func fill(with results: consuming [Result<Output, Failure>]) { unsafe storedResults = results }

    /// Answers everybody who waits or will come.
    ///
    /// Called once, by the thread to which `decide` said yes.
    @usableFromInline
    func publish() { waiters.settle() }

    /// Answers that there are no results.
    ///
    /// Only for the thread to which `decide` said yes.
    func settle(with error: WorkerPool.RetrievalError) {
        unsafe self.error = error
        waiters.settle()
    }
}
