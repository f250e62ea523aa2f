import Synchronization

/// What the copies of a lane and its unfinished batches share: its settings, what its payloads have cost, its place in
/// the coordination, and who owns its workspaces.
///
/// It lives as long as any of them; its end gives up the workspaces and the place. Plain dispatches have one for the pool.
@usableFromInline
final class LaneState: Sendable {
    @usableFromInline let queue: WorkQueue
    let settings: WorkerPool.LaneSettings
    /// Its number in the coordination.
    let number: Int
    /// The owner of its batches' workspaces; nil for plain dispatches, where each batch owns its own.
    let owner: WorkspaceOwner?

    /// Nanoseconds a payload; always nil for plain dispatches, with decoders of all kinds.
    let payloadCost = CostEstimate()
    /// Nanoseconds a workspace.
    let workspaceCost = CostEstimate()

    /// - Parameters:
    ///   - queue: The pool's.
    ///   - settings: As the user wants it; with values for all that is nil.
    ///   - isPlain: Whether it is for plain dispatches.
    init(_ queue: WorkQueue, _ settings: WorkerPool.LaneSettings, isPlain: Bool) {
        self.queue = queue
        self.settings = settings
        let (number, serial) = queue.openLane()
        self.number = number
        owner = isPlain ? nil : .lane(serial: serial)
    }

    deinit {
        if let owner { queue.release(owner) }
        queue.closeLane(number)
    }

    // MARK: Where to

    /// How long a batch of `count` payloads may be decoded in place before what is left is handed over, in nanoseconds:
    /// 0 to hand it over at once, the greatest number for no limit and no look at the clock; nil if the pool is shutting
    /// down.
    ///
    /// `isAwaited` says that the caller waits.
    @usableFromInline
    func budgetInPlace(_ count: Int, isAwaited: Bool) -> UInt64? {
        guard queue.accepts else { return nil }
        // A task that waits is timed all the same: it must suspend now and then.
        if count < settings.minPayloads ?? 1 { return isAwaited ? .max - 1 : .max }
        guard settings.decodesInPlace, let cost = payloadCost.nanoseconds else { return 0 }
        let time = Double(count) * cost + (workspaceCost.nanoseconds ?? 0)
        guard time <= (isAwaited ? Policy.longestInPlace : Policy.wakeUp) else { return 0 }
        return UInt64(Policy.patienceInPlace * time)
    }

    /// Hands a batch over to the workers.
    @usableFromInline
    func handOver(_ job: Job) {
        if !queue.push(job, lane: number) { job.end(.shutDown) }
    }

    // MARK: What was seen

    /// Some payloads took the dispatching thread `nanoseconds`, with their workspace.
    @usableFromInline
    func learn(inPlace nanoseconds: UInt64, payloads: Int) {
        guard nanoseconds > 0 else { return }  // not timed
        let workspace = min(UInt64(workspaceCost.nanoseconds ?? 0), nanoseconds / 2)
        learn(nanoseconds: nanoseconds - workspace, payloads: payloads)
        TimeInPlace.add(nanoseconds)
    }

    /// Corrects the estimate of what a payload costs.
    func learn(nanoseconds: UInt64, payloads: Int) {
        guard owner != nil, payloads > 0, nanoseconds > 0 else { return }
        payloadCost.set(Policy.learned(payloadCost.nanoseconds, Double(nanoseconds) / Double(payloads)))
    }
}

/// A running estimate in nanoseconds of what one thing costs, which many threads read and correct.
///
/// A correction lost in a race does no harm.
struct CostEstimate: ~Copyable, Sendable {
    // The bits of a Double; 0.0 is "not known yet".
    private let bits: Atomic<UInt64>

    init(nanoseconds: Double? = nil) { bits = Atomic((nanoseconds ?? 0).bitPattern) }

    /// nil until something was measured.
    var nanoseconds: Double? {
        let value = Double(bitPattern: bits.load(ordering: .relaxed))
        return value > 0 ? value : nil
    }

    func set(_ nanoseconds: Double) {
        bits.store(max(nanoseconds, 0.1).bitPattern, ordering: .relaxed)
    }
}
