import Synchronization

// How a batch ends, and what a future asks of it.

extension Job {
    /// What came of a batch: decided once, then published once.
    enum Outcome: UInt8, AtomicRepresentable {
        case none
        case results
        case cancelled
        case shutDown
    }

    /// The one gate: the first outcome counts; race "cancel against the last result".
    func decide(_ outcome: Outcome) -> Bool {
        self.outcome.compareExchange(expected: .none, desired: outcome, ordering: .acquiringAndReleasing).exchanged
    }

    /// Ends the batch before its last result: nothing more of it is begun, and whoever waits is answered at once.
    ///
    /// Does nothing to one that is over. For any thread, also one that is inside.
    func end(_ outcome: Outcome) {
        visit { queue in
            // First, so that nothing is begun after any end has returned, whichever of them counted: race "cancel
            // against a claim".
            let rest = count - cursor.exchange(count, ordering: .acquiringAndReleasing)
            if rest > 0 { unsafe abandoned = rest }
            if decide(outcome) { waiters.settle() }
            return rest
        }
    }

    /// Goes inside for a moment, on a thread that does not decode; nothing if the batch is over.
    ///
    /// `body` answers how many payloads it took away.
    private func visit(_ body: (WorkQueue) -> Int) {
        guard enter() else { return }
        let queue = ownLane.queue
        let taken = body(queue)
        var isCompletion = false
        // What dies with the batch is user code, which must not wait for the pool's end before the report below.
        PoolMark.mark(queue) { isCompletion = leave(finishing: taken) }
        if isCompletion { publish() }
        if taken > 0 || isCompletion, ticket != .none { queue.end(ticket, isCompletion: isCompletion) }
    }

    /// Publishes the results of a completed batch, which wakes whoever waits for them; nothing if it ended otherwise.
    ///
    /// Separate from completion, so that a worker can announce itself in between: a caller that gets the results and
    /// dispatches the next batch then finds a free worker, and need not wake another. Runs no user code.
    func publish() {
        if outcome.load(ordering: .relaxed) == .results { waiters.settle() }
    }

    /// Why a batch that is done has no results; nil if it has.
    @usableFromInline var reason: WorkerPool.RetrievalError? {
        switch outcome.load(ordering: .relaxed) {
        case .cancelled: .cancelled
        case .shutDown: .shutDown
        case .none, .results: nil
        }
    }
}

// MARK: - What a future asks

extension Job {
    /// Whether the outcome is published.
    @usableFromInline var isDone: Bool { waiters.isSettled }

    /// Suspends the calling task until the batch is done.
    @usableFromInline
    func wait() async {
        noteAwaited()
        await waiters.wait()
    }

    /// Blocks the calling thread until the batch is done; the thread may help to decode it meanwhile.
    @usableFromInline
    func block() {
        noteAwaited()
        var queue: WorkQueue?
        visit {
            queue = $0
            return 0
        }
        if let queue { HelpingCaller(self, queue).wait() } else { waiters.sleep() }
    }

    /// Somebody waits for the batch from now on.
    func noteAwaited() {
        guard calling.exchange(.done, ordering: .relaxed) == .postponed else { return }
        visit { queue in
            queue.fanOut()
            return 0
        }
    }

    @usableFromInline
    func cancel() { if !isDone { end(.cancelled) } }
}
