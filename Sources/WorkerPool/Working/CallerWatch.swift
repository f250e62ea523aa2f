// Whether a job's caller comes to help.

import Synchronization

/// One job's caller, who may come and decode slices of it, and for whom the coordination may have kept a place.
struct CallerWatch: ~Copyable, Sendable {
    /// How long a worker decodes before it stops waiting for the expected caller, in nanoseconds.
    private static var patience: UInt64 { 100_000 }
    /// A caller that comes to wait within this many nanoseconds of the dispatch has done nothing else in between.
    private static var atOnce: UInt64 { 20_000 }

    /// Whether the caller will probably decode, as that of the lane's last batch did.
    let isExpected: Bool
    /// Cleared by the caller that comes, or by the worker that gives it up.
    private let isAwaited: Atomic<Bool>
    private let cameInTime = Atomic(false)
    /// Whether it is worth a look at the clock when the caller comes.
    private let isTimed: Bool
    /// When the job was made, by the clock; 0 where it is not timed.
    private let madeAt: UInt64
    /// When the dispatch was over and when the caller came, by the clock; 0 before, and where it is not timed.
    private let dispatchedAt = Atomic<UInt64>(0)
    private let metAt = Atomic<UInt64>(0)
    private let isDecoded = Atomic(false)

    init(isExpected: Bool, isTimed: Bool) {
        self.isExpected = isExpected
        self.isTimed = isTimed
        madeAt = isTimed ? Clock.now() : 0
        isAwaited = Atomic(isExpected)
    }

    /// The caller has its future from now on: what the dispatch itself took, a wake-up above all, is not the caller's doing.
    func noteDispatched() {
        if isTimed { dispatchedAt.store(Clock.now(), ordering: .relaxed) }
    }

    /// A caller has come to wait.
    func meet(hasUnclaimed: Bool) {
        isAwaited.store(false, ordering: .relaxed)
        if hasUnclaimed { cameInTime.store(true, ordering: .relaxed) }
        // The first caller counts: others may come whenever they like.
        if isTimed { _ = metAt.compareExchange(expected: 0, desired: Clock.now(), ordering: .relaxed) }
    }

    /// Whether a caller came while something was left to claim.
    var hasHelped: Bool { cameInTime.load(ordering: .relaxed) }

    /// Whether it came right after the dispatch; nil where it is not timed, and while it has not come but still may in time.
    var cameAtOnce: Bool? {
        guard isTimed else { return nil }
        let dispatched = dispatchedAt.load(ordering: .relaxed)
        let met = metAt.load(ordering: .relaxed)
        guard dispatched > 0 else { return nil }
        if met > 0 { return met < dispatched + Self.atOnce }
        return Clock.now() < dispatched + Self.atOnce ? nil : false
    }

    /// Every payload is decoded: no cancel has taken one away.
    func noteDecoded() { isDecoded.store(true, ordering: .relaxed) }

    /// Nanoseconds since the dispatch began, for a caller that did nothing but wait and has all results; nil for any other.
    var elapsed: UInt64? {
        isDecoded.load(ordering: .relaxed) && cameAtOnce == true ? Clock.now() - madeAt : nil
    }

    /// Whether the caller that was expected has not come while a worker decoded for this long; true once.
    func giveUp(after nanoseconds: UInt64) -> Bool {
        guard nanoseconds > Self.patience, isAwaited.load(ordering: .relaxed) else { return false }
        return isAwaited.exchange(false, ordering: .relaxed)
    }
}
