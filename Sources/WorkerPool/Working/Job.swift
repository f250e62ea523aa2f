// A batch on its way through the pool: who may decode which payload, and when all are done.

import Synchronization

/// A batch of any decoder.
///
/// Threads claim slices of it from an atomic cursor; the last to finish completes it.
///
/// Everything here is independent of the payloads' type. What is not is in ``BatchJob``, whose initialiser erases it to
/// the closures of ``Operations`` in the user's module, where the compiler can specialise them.
@usableFromInline
class Job: PendingWork, @unchecked Sendable {
    // `@unchecked Sendable`: every field but three is constant or atomic. `ticket` is written under the work queue's
    // lock before anybody else sees the job, and is constant from then on. `tenure` is touched by the initialiser and
    // by whoever completes the job; `abandoned` by whoever cancels the job and then by whoever completes it. Each of
    // those is one thread, and `unfinished` orders them.

    /// What depends on the payloads' type.
    @usableFromInline
    struct Operations: Sendable {
        /// Decodes the payloads of a claimed slice; the workspace is nil for decoders without one.
        @usableFromInline let decode: @Sendable (Job, Range<Int>, Workspace?) -> Void
        @usableFromInline let makeWorkspace: @Sendable (Job) -> Workspace
        /// Gives the results to the promise, and releases payloads and decoder.
        ///
        /// Called once, when nobody is inside.
        @usableFromInline let complete: @Sendable (Job) -> Void
        /// Makes the promise answer; called once, after `complete`.
        @usableFromInline let publish: @Sendable (Job) -> Void

        @inlinable
        init(
            decode: @escaping @Sendable (Job, Range<Int>, Workspace?) -> Void,
            makeWorkspace: @escaping @Sendable (Job) -> Workspace,
            complete: @escaping @Sendable (Job) -> Void,
            publish: @escaping @Sendable (Job) -> Void
        ) {
            self.decode = decode
            self.makeWorkspace = makeWorkspace
            self.complete = complete
            self.publish = publish
        }
    }

    @usableFromInline let count: Int
    /// How many payloads, the first ones, were decoded in place before the hand-over.
    private let decoded: Int
    private let host: any JobHost
    private let operations: Operations
    let hasWorkspace: Bool

    /// The first payload that nobody has claimed; `count` when the job is exhausted.
    ///
    /// It only grows.
    private let cursor: Atomic<Int>
    /// Payloads whose decoding has not ended.
    ///
    /// Whoever brings it to zero completes the job; that thread sees every result written before, since each
    /// subtraction releases and acquires.
    private let unfinished: Atomic<Int>
    /// How many threads are inside `work`.
    private let hands = Atomic(0)
    /// How many threads the coordination was asked for.
    private let wantedHands: Atomic<Int>
    private let caller: CallerWatch
    /// Set only for a batch that might as well have been decoded in place.
    private let trial: InPlaceTrial?
    /// Whether a worker that was called elsewhere keeps a workspace of this batch.
    let hasKeptWorkspaces = Atomic(false)

    private let payloadCost: CostEstimate
    private let workspaceCost: CostEstimate
    private let nanoseconds = Atomic<UInt64>(0)

    private(set) var tenure: LaneTenure?
    /// How many payloads, the last ones of the batch, a cancel took away before anybody claimed them.
    @usableFromInline private(set) var abandoned = 0

    let lane: Int
    private let laneOwner: WorkspaceOwner?
    var ticket = Ticket(lane: 0, place: 0)

    /// The first `decoded` payloads have their results already.
    @usableFromInline
    init(
        count: Int,
        decoded: Int,
        hasWorkspace: Bool,
        tenure: LaneTenure,
        host: any JobHost,
        operations: Operations
    ) {
        self.count = count
        self.decoded = decoded
        self.host = host
        self.hasWorkspace = hasWorkspace
        self.operations = operations
        self.tenure = tenure
        lane = tenure.number
        laneOwner = tenure.owner
        cursor = Atomic(decoded)
        unfinished = Atomic(count - decoded)
        let experience = tenure.experience
        let cost = experience.payloadCost.nanoseconds
        payloadCost = CostEstimate(nanoseconds: cost)
        workspaceCost = CostEstimate(nanoseconds: experience.workspaceCost.nanoseconds)
        let hands = Slicing.hands(
            remaining: count - decoded,
            cost: cost,
            workers: host.workerCount,
            cpus: host.cpuCount
        )
        wantedHands = Atomic(hands)
        caller = CallerWatch(isExpected: experience.attendance.expectsHelp, isTimed: experience.isShort(count))
        trial = hands > 1 && decoded == 0 && experience.isTried(count) ? experience.trial : nil
    }

    // MARK: What the coordination asks

    /// How many workers the batch is worth, as far as known.
    var handsWanted: Int { wantedHands.load(ordering: .relaxed) }

    /// How long the unclaimed rest will take one thread, in nanoseconds; 0 if unknown.
    var work: UInt64 {
        guard let cost = payloadCost.nanoseconds else { return 0 }
        // If the process is stopped for hours within a slice, the product exceeds what the integer can hold.
        return UInt64(min(Double(count - cursor.load(ordering: .relaxed)) * cost, Self.mostWork))
    }

    /// A day, in nanoseconds.
    private static var mostWork: Double { 86_400e9 }

    /// Whether its caller will probably come and help to decode it.
    var expectsCaller: Bool { caller.isExpected }

    /// The owner of workspaces made for this job.
    var owner: WorkspaceOwner { laneOwner ?? .batch(place: ticket.place) }

    /// Whether its workspaces belong to the batch, not to a lane.
    var isPlain: Bool { laneOwner == nil }

    /// Whether a payload is left that nobody has claimed.
    var hasUnclaimed: Bool { cursor.load(ordering: .relaxed) < count }

    // MARK: Decoding

    /// Claims and decodes slices until the job is exhausted, this thread has to leave, or more hands are wanted here.
    ///
    /// The results of the stint count only after ``leave(_:)``, which must follow every call.
    ///
    /// The workspace is made here if the decoder needs one and there is none, and only once a slice is claimed, which
    /// keeps others from completing the job meanwhile: race "granted, then over".
    func work(in workspace: inout Workspace?, as role: Role) -> Stint {
        hands.add(1, ordering: .relaxed)
        defer { hands.subtract(1, ordering: .relaxed) }
        var stint = Stint()
        var size = 0
        var time = Clock.now()
        while let slice = claim(previous: size) {
            if hasWorkspace && workspace == nil {
                workspace = operations.makeWorkspace(self)
                let made = Clock.now()
                workspaceCost.set(Double(made - time))
                time = made
            }
            operations.decode(self, slice, workspace)
            let end = Clock.now()
            size = slice.count
            stint.add(slice, nanoseconds: end - time)
            observe(nanoseconds: end - time, payloads: size)
            time = end
            let isCalledAway = role.pass(&stint, at: time)
            // A thread does not leave a job with nothing left to claim: the machine would send it another worker for
            // nothing, and its lane would seem to wait meanwhile.
            guard hasUnclaimed else { continue }
            if isCalledAway {
                stint.ending = .calledAway
                return stint
            }
            if wantsMoreHands() || caller.giveUp(after: stint.nanoseconds) {
                stint.ending = .understaffed
                return stint
            }
        }
        return stint
    }

    /// Counts a stint's payloads as finished, and completes the job if they were the last; ``publish()`` must follow
    /// then.
    ///
    /// After this the caller must not touch the batch's values.
    func leave(_ stint: Stint) -> Departure {
        nanoseconds.add(stint.nanoseconds, ordering: .relaxed)
        return Departure(
            ticket: ticket,
            ending: stint.ending,
            charge: stint.charge,
            handsWanted: handsWanted,
            work: work,
            isCompletion: stint.payloads > 0 && finish(stint.payloads)
        )
    }

    /// Publishes the results of a completed job, which wakes whoever waits for them.
    ///
    /// Separate from completion, so that a worker can announce itself in between: a caller that gets the results and
    /// dispatches the next batch then finds a free worker, and need not wake another. Runs no user code.
    func publish() { operations.publish(self) }

    @usableFromInline
    func halt() -> Int {
        let rest = count - cursor.exchange(count, ordering: .acquiringAndReleasing)
        // If nothing was left, the completing thread may be reading `abandoned` now; otherwise it waits for `abandon`.
        if rest > 0 { abandoned = rest }
        return rest
    }

    /// Counts halted `payloads` as finished.
    ///
    /// - Returns: Whether this call completed the job: nobody was inside.
    func abandon(_ payloads: Int) -> Bool {
        guard payloads > 0, finish(payloads) else { return false }
        publish()
        return true
    }

    private func finish(_ payloads: Int) -> Bool {
        guard unfinished.subtract(payloads, ordering: .acquiringAndReleasing).newValue == 0 else { return false }
        let tenure = tenure.take()
        if let experience = tenure?.experience {
            let decodedHere = count - decoded - abandoned
            experience.learn(nanoseconds: nanoseconds.load(ordering: .relaxed), payloads: decodedHere)
            if let cost = workspaceCost.nanoseconds { experience.workspaceCost.set(cost) }
            experience.attendance.note(hasHelped: caller.hasHelped, cameAtOnce: caller.cameAtOnce)
        }
        if abandoned == 0 { caller.noteDecoded() }
        operations.complete(self)
        if hasKeptWorkspaces.load(ordering: .relaxed) { host.release(owner) }
        return true
    }

    private func claim(previous: Int) -> Range<Int>? {
        var first = cursor.load(ordering: .relaxed)
        while first < count {
            let size = Slicing.size(
                remaining: count - first,
                hands: max(hands.load(ordering: .relaxed), handsWanted),
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

    private func observe(nanoseconds: UInt64, payloads: Int) {
        payloadCost.observe(Double(nanoseconds) / Double(payloads), up: 0.25, down: 0.25)
    }

    /// Raises the number of wanted hands if what is left has turned out costlier than expected.
    private func wantsMoreHands() -> Bool {
        let workers = host.workerCount
        let current = handsWanted
        guard current < workers else { return false }
        let remaining = count - cursor.load(ordering: .relaxed)
        guard remaining > 0 else { return false }
        let wanted = Slicing.hands(
            remaining: remaining,
            cost: payloadCost.nanoseconds,
            workers: workers,
            cpus: host.cpuCount
        )
        guard wanted > current else { return false }
        return wantedHands.compareExchange(expected: current, desired: wanted, ordering: .relaxed).exchanged
    }

    // MARK: What the promise asks

    @usableFromInline
    func wait(for results: borrowing WaiterList) { host.wait(for: results, of: self) }

    @usableFromInline var suspendingPatience: Patience { host.suspendingPatience }

    @usableFromInline
    func withdraw(_ payloads: Int) { host.withdraw(payloads, of: self) }

    /// The dispatch is over.
    @usableFromInline
    func noteDispatched() { caller.noteDispatched() }

    /// The caller has waited, and has the results.
    func noteRetrieved() {
        if let trial, let elapsed = caller.elapsed { trial.note(handedOver: elapsed, payloads: count) }
    }

    /// The caller has come to wait.
    ///
    /// - Returns: Whether it should decode.
    func meetCaller() -> Bool {
        let hasUnclaimed = hasUnclaimed
        caller.meet(hasUnclaimed: hasUnclaimed)
        return hasUnclaimed && !isBetterLeftToOthers
    }

    /// Whether others are inside, and what is left is cheaper than the workspace that one more thread would have to
    /// make.
    private var isBetterLeftToOthers: Bool {
        guard hasWorkspace,
            hands.load(ordering: .relaxed) > 0,
            let dear = workspaceCost.nanoseconds,
            let cost = payloadCost.nanoseconds
        else { return false }
        return Double(count - cursor.load(ordering: .relaxed)) * cost < dear
    }
}
