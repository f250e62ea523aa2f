// Whether a job's caller comes to decode of it.

import Synchronization

/// One job's caller, who may come and decode of it, and whom the coordination may have kept a place for.
struct CallerWatch: ~Copyable, Sendable {
    /// How long a worker decodes until it takes the caller that was expected for one who does not come, in nanoseconds.
    private static var patience: UInt64 { 100_000 }
    /// Who comes to wait within so many nanoseconds of the job's making, which counts the wake-up in the dispatch, has done nothing
    /// else in between.
    private static var atOnce: UInt64 { 20_000 }

    /// Whether the caller will probably decode, as that of the lane's last batch did.
    let isExpected: Bool
    /// Cleared by the caller that comes, or by the worker that gives it up.
    private let isAwaited: Atomic<Bool>
    private let isHelping = Atomic(false)
    private let isEarly = Atomic(false)
    /// When the job was made, by the clock; nil where nobody wants to know.
    private let birth: UInt64?

    /// `isTimed` says whether it is worth a look at the clock when the caller comes.
    init(isExpected: Bool, isTimed: Bool) {
        self.isExpected = isExpected
        isAwaited = Atomic(isExpected)
        birth = isTimed ? Clock.now() : nil
    }

    /// Whether a caller came while something was left to claim.
    var hasHelped: Bool { isHelping.load(ordering: .relaxed) }
    /// Whether it came right after the dispatch, and found room.
    var cameAtOnce: Bool { isEarly.load(ordering: .relaxed) }

    /// A caller has come to wait.
    func meet(hasUnclaimed: Bool) {
        isAwaited.store(false, ordering: .relaxed)
        if hasUnclaimed { isHelping.store(true, ordering: .relaxed) }
        if let birth, Clock.now() < birth + Self.atOnce { isEarly.store(true, ordering: .relaxed) }
    }

    /// There was no CPU for the caller.
    func refuse() { isEarly.store(false, ordering: .relaxed) }

    /// Whether the caller that was expected has not come while a worker decoded for so long; true once.
    func giveUp(after nanoseconds: UInt64) -> Bool {
        guard nanoseconds > Self.patience, isAwaited.load(ordering: .relaxed) else { return false }
        return isAwaited.exchange(false, ordering: .relaxed)
    }
}
