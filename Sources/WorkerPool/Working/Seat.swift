// Where one worker parks, and how long it takes to wake it.

import Synchronization

/// Its own worker parks in it; whoever the coordination tells to wakes it.
///
/// One wake ends one park.
///
/// The worker lingers for a moment before it sleeps, unless another worker already does: the next batch often comes
/// soon after the last. `state` tells the waker whether a system call is needed: race "lingering, then asleep". The
/// worker moves it from `empty` to `asleep` by a compare-and-exchange, and the waker sets it to `woken` by an exchange;
/// so either the worker finds itself woken, or the waker finds it asleep.
final class Seat: Sendable {
    private static var empty: Int { 0 }
    private static var woken: Int { 1 }
    private static var asleep: Int { 2 }

    private let state = Atomic(empty)
    private let parker = Parker()
    private let wokenAt = Atomic<UInt64>(0)
    private let patience: Patience

    init(patience: Patience) { self.patience = patience }

    /// Waits until woken.
    ///
    /// - Returns: Nanoseconds between the wake and the return; nil if the worker was not asleep.
    func park() -> UInt64? {
        defer { state.store(Self.empty, ordering: .relaxed) }
        let start = Clock.now()
        if patience.look(from: start, for: { state.load(ordering: .acquiring) == Self.woken }) { return nil }
        let (isAsleep, _) = state.compareExchange(
            expected: Self.empty,
            desired: Self.asleep,
            ordering: .acquiringAndReleasing
        )
        guard isAsleep else { return nil }
        parker.park()
        let now = Clock.now()
        let then = max(wokenAt.load(ordering: .relaxed), start)
        patience.note(wait: then - start)
        return now > then ? now - then : 0
    }

    func wake() {
        if state.load(ordering: .relaxed) == Self.asleep { wokenAt.store(Clock.now(), ordering: .relaxed) }
        if state.exchange(Self.woken, ordering: .acquiringAndReleasing) == Self.asleep { parker.unpark() }
    }
}
