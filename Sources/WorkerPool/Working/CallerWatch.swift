// Whether a job's caller comes to help.

import Synchronization

/// A job's caller, which may come and decode slices of it, and for which the coordination may have kept a place.
struct CallerWatch: ~Copyable, Sendable {
    /// How long a worker decodes before it stops waiting for the expected caller, in nanoseconds.
    private static var patience: UInt64 { 100_000 }
    /// A caller that comes to wait within this many nanoseconds of the dispatch has done nothing else in between.
    private static var atOnce: UInt64 { 20_000 }

    /// Whether the caller will probably decode, as the caller of the lane's last batch did.
    let isExpected: Bool
    /// Cleared by the caller when it comes, or by the worker that gives it up.
    private let isAwaited: Atomic<Bool>
    private let cameInTime = Atomic(false)
    /// Whether to read the clock when the caller comes.
    private let isTimed: Bool
    /// When the job was made, by the clock; 0 if it is not timed.
    private let madeAt: UInt64
    /// When the dispatch ended and when the caller came, by the clock; 0 until then, and if it is not timed.
    private let dispatchedAt = Atomic<UInt64>(0)
    private let metAt = Atomic<UInt64>(0)
    private let isDecoded = Atomic(false)

    init(isExpected: Bool, isTimed: Bool) {
        self.isExpected = isExpected
        self.isTimed = isTimed
        madeAt = isTimed ? Clock.now() : 0
        isAwaited = Atomic(isExpected)
    }

    /// The caller has its future from now on: the time the dispatch itself took, above all for a wake-up, is not held
    /// against it.
    func noteDispatched() {
        if isTimed { dispatchedAt.store(Clock.now(), ordering: .relaxed) }
    }

    /// A caller has come to wait.
    func meet(hasUnclaimed: Bool) {
        isAwaited.store(false, ordering: .relaxed)
        if hasUnclaimed { cameInTime.store(true, ordering: .relaxed) }
        // The first caller counts; others may come whenever they like.
        if isTimed { _ = metAt.compareExchange(expected: 0, desired: Clock.now(), ordering: .relaxed) }
    }

    /// Whether a caller came while something was left to claim.
    var hasHelped: Bool { cameInTime.load(ordering: .relaxed) }

    /// Whether it came right after the dispatch; nil if it is not timed, or if it has not come but still may in time.
    var cameAtOnce: Bool? {
        guard isTimed else { return nil }
        let dispatched = dispatchedAt.load(ordering: .relaxed)
        let met = metAt.load(ordering: .relaxed)
        guard dispatched > 0 else { return nil }
        if met > 0 { return met < dispatched + Self.atOnce }
        return Clock.now() < dispatched + Self.atOnce ? nil : false
    }

    /// Every payload is decoded: no cancel took one away.
    func noteDecoded() { isDecoded.store(true, ordering: .relaxed) }

    /// Nanoseconds since the dispatch began, for a caller that only waited and has all results; nil for any other.
    var elapsed: UInt64? {
        isDecoded.load(ordering: .relaxed) && cameAtOnce == true ? Clock.now() - madeAt : nil
    }

    /// Whether the expected caller has still not come after a worker decoded for this long; true only once.
    func giveUp(after nanoseconds: UInt64) -> Bool {
        guard nanoseconds > Self.patience, isAwaited.load(ordering: .relaxed) else { return false }
        return isAwaited.exchange(false, ordering: .relaxed)
    }
}
