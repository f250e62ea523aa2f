import Synchronization

/// A batch inside the pool, of any decoder: who may decode which payload, when all are done, and what came of it.
///
/// Threads claim slices of it from an atomic cursor; the last one out completes it. What a future asks, and what depends
/// on the payloads' type, is in ``BatchJob``.
///
/// A batch that is over holds nothing but its results: whoever completes it lets go of payloads, decoder and lane. So
/// whoever touches those must be *inside*: ``enter()`` says whether that is still possible.
@usableFromInline
class Job: @unchecked Sendable {
    // `@unchecked Sendable`: every field but four is constant or atomic. `acceptedAs` is written under the work queue's lock
    // before anybody else sees the job, and is constant from then on. `decode` and `lane` are written by the initialiser
    // and by whoever completes the job, alone, and read only by those inside; `abandoned` is written by whoever ends the
    // job early, inside, and read by whoever completes it. `inside` orders them. The same argument justifies
    // `@exclusivity(unchecked)`, which saves a look-up on each access.

    /// Decodes a slice of the job; makes the workspace first if there is none and the decoder wants one.
    ///
    /// Of an empty slice, only that.
    @usableFromInline typealias Decode = @Sendable (Job, Range<Int>, inout Workspace?) -> Void
    /// Makes an array of the results, if they are wanted, and frees what is left of the batch.
    @usableFromInline typealias Finish = @Sendable (Job, _ isWanted: Bool) -> Void

    @usableFromInline let count: Int
    /// How many payloads, the first ones, were decoded in place before the hand-over.
    private let decoded: Int
    private let hasWorkspace: Bool
    /// Holds the payloads and the decoder.
    @exclusivity(unchecked) private var decode: Decode?
    private let finish: Finish
    @exclusivity(unchecked) private var lane: LaneState?
    @exclusivity(unchecked) private var acceptedAs = Ticket.none

    /// The first payload that nobody has claimed; `count` when the job is exhausted.
    ///
    /// It only grows.
    let cursor: Atomic<Int>
    /// Payloads whose decoding has not ended, and threads inside.
    ///
    /// Whoever brings it to zero completes the job: race "last slice, last result". That thread sees everything written by those inside before, since
    /// each subtraction releases and acquires.
    private let inside: Atomic<Int>
    /// How many payloads, the last ones, were taken away before anybody claimed them.
    @exclusivity(unchecked) @usableFromInline var abandoned = 0

    /// How many threads the coordination was asked for.
    private let wantedHands: Atomic<Int>
    private let payloadCost: CostEstimate
    private let nanoseconds = Atomic<UInt64>(0)
    private let isKept = Atomic(false)
    let calling: Atomic<Calling>

    let outcome = Atomic(Outcome.none)
    let waiters = WaiterList()

    /// The first `decoded` payloads have their results already; `isAwaited` says that the caller waits.
    @usableFromInline
    init(
        count: Int,
        decoded: Int,
        hasWorkspace: Bool,
        lane: LaneState,
        isAwaited: Bool,
        decode: @escaping Decode,
        finish: @escaping Finish
    ) {
        self.count = count
        self.decoded = decoded
        self.hasWorkspace = hasWorkspace
        unsafe self.lane = lane
        unsafe self.decode = decode
        self.finish = finish
        cursor = Atomic(decoded)
        inside = Atomic(count - decoded)
        let cost = lane.payloadCost.nanoseconds
        payloadCost = CostEstimate(nanoseconds: cost)
        wantedHands = Atomic(
            Policy.hands(remaining: count - decoded, cost: cost, workers: lane.queue.workers, cpus: lane.queue.cpus)
        )
        calling = Atomic(isAwaited ? .done : .notNeeded)
    }
}

// MARK: - Handing over

extension Job {
    /// How many threads the batch is worth, as far as known.
    var handsWanted: Int { wantedHands.load(ordering: .relaxed) }

    /// How long the unclaimed rest will take one thread, in nanoseconds; 0 if unknown.
    var work: UInt64 {
        guard let cost = payloadCost.nanoseconds else { return 0 }
        // If the process is stopped for hours within a slice, the product exceeds what the integer can hold; a day will do.
        return UInt64(min(Double(count - cursor.load(ordering: .relaxed)) * cost, 86_400e9))
    }

    /// The queue has accepted it, under its lock.
    func accept(_ ticket: Ticket) { unsafe acceptedAs = ticket }

    var ticket: Ticket { unsafe acceptedAs }

    /// Whether a payload is left that nobody has claimed.
    var hasUnclaimed: Bool { cursor.load(ordering: .relaxed) < count }
}

// MARK: - Inside

extension Job {
    /// Goes inside, which keeps the batch from being completed; ``leave(_:)`` or ``leave(finishing:)`` must follow.
    ///
    /// - Returns: false if the batch is over: nothing of it may be touched then; race "granted, then over".
    func enter() -> Bool {
        var number = inside.load(ordering: .relaxed)
        while number > 0 {
            let (exchanged, original) = inside.weakCompareExchange(
                expected: number,
                desired: number + 1,
                ordering: .acquiring
            )
            if exchanged { return true }
            number = original
        }
        return false
    }

    /// The lane that the batch was dispatched in; only for those inside.
    var ownLane: LaneState {
        guard let lane = unsafe lane else { preconditionFailure("a batch was touched after it was over") }
        return lane
    }

    /// Claims and decodes a slice; only for those inside.
    ///
    /// - Returns: Whether to go on. If not, the visit says why.
    func decodeSlice(_ visit: inout Visit, in workspace: inout Workspace?, for queue: WorkQueue) -> Bool {
        guard let slice = claim(previous: visit.lastSlice), let decode = unsafe decode else { return false }
        if hasWorkspace && workspace == nil {
            decode(self, slice.lowerBound..<slice.lowerBound, &workspace)
            ownLane.workspaceCost.set(Double(visit.skip(to: queue.clock.now())))
        }
        decode(self, slice, &workspace)
        let duration = visit.add(slice.count, until: queue.clock.now())
        payloadCost.set(Policy.corrected(payloadCost.nanoseconds, Double(duration) / Double(slice.count)))
        if visit.nanoseconds >= Policy.alone { callPostponed(by: queue) }
        let leaves = queue.passes(&visit)
        // A thread does not leave a job with nothing left to claim: the machine would send it another worker for
        // nothing, and its lane would seem to wait meanwhile.
        guard hasUnclaimed else { return false }
        if leaves {
            visit.ending = .recalled
        } else if wantsMoreHands(queue) {
            visit.ending = .understaffed
        } else {
            return true
        }
        return false
    }

    /// Goes outside, and completes the batch if it was the last one in; ``publish()`` must follow then.
    func leave(_ visit: inout Visit) {
        nanoseconds.add(visit.nanoseconds, ordering: .relaxed)
        visit.handsWanted = handsWanted
        visit.work = work
        visit.isCompletion = leave(finishing: visit.payloads)
    }

    /// Counts payloads as finished and goes outside.
    ///
    /// - Returns: Whether this completed the batch.
    func leave(finishing payloads: Int) -> Bool {
        guard inside.subtract(payloads + 1, ordering: .acquiringAndReleasing).newValue == 0 else { return false }
        let lane = unsafe lane.take()
        lane?
            .learn(
                nanoseconds: nanoseconds.load(ordering: .relaxed),
                payloads: unsafe count - decoded - abandoned
            )
        let isWanted = decide(.results)
        unsafe decode = nil
        finish(self, isWanted)
        if isKept.load(ordering: .relaxed) { lane?.queue.release(.batch(serial: ticket.serial)) }
        return true
    }

    private func claim(previous: Int) -> Range<Int>? {
        var first = cursor.load(ordering: .relaxed)
        while first < count {
            let size = Policy.sliceSize(
                remaining: count - first,
                hands: handsWanted,
                cost: payloadCost.nanoseconds,
                previous: previous
            )
            // Relaxed, since a claim carries no data: race "two claim one slice".
            let (exchanged, original) = cursor.weakCompareExchange(
                expected: first,
                desired: first + size,
                ordering: .relaxed
            )
            if exchanged { return first..<first + size }
            first = original
        }
        return nil
    }

    /// Raises the number of wanted hands if what is left has turned out costlier than expected.
    private func wantsMoreHands(_ queue: WorkQueue) -> Bool {
        let current = handsWanted
        guard current < queue.workers else { return false }
        let wanted = Policy.hands(
            remaining: count - cursor.load(ordering: .relaxed),
            cost: payloadCost.nanoseconds,
            workers: queue.workers,
            cpus: queue.cpus
        )
        guard wanted > current else { return false }
        return wantedHands.compareExchange(expected: current, desired: wanted, ordering: .relaxed).exchanged
    }
}

// MARK: - Workspaces

extension Job {
    /// The owner of workspaces made for this batch; only for those inside.
    var owner: WorkspaceOwner? {
        hasWorkspace ? ownLane.owner ?? .batch(serial: ticket.serial) : nil
    }

    /// A worker that was called elsewhere keeps a workspace of this batch.
    func noteKeeping() { isKept.store(true, ordering: .relaxed) }
}

// MARK: - Calling more workers

extension Job {
    /// Whether the first worker of a batch that is worth several has called the next.
    ///
    /// Not at once: a woken thread may be put on the CPU of the caller, who would lose it for a time slice in the middle
    /// of whatever it does. So the worker waits until it has decoded alone for a while, or the caller waits: race "called
    /// late".
    enum Calling: UInt8, AtomicRepresentable {
        case notNeeded
        case postponed
        case done
    }

    /// A worker has come that should call more.
    ///
    /// - Returns: Whether to do so now.
    func callsMoreNow() -> Bool {
        calling.compareExchange(expected: .notNeeded, desired: .postponed, ordering: .relaxed).original == .done
    }

    /// The call need not be postponed any longer.
    private func callPostponed(by queue: WorkQueue) {
        guard calling.load(ordering: .relaxed) == .postponed else { return }
        if calling.exchange(.done, ordering: .relaxed) == .postponed { queue.fanOut() }
    }
}
