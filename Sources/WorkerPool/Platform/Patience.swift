// Looks for what will come soon before the thread goes to sleep, as long as that pays.

import Synchronization

/// Predicts from the last wait whether the next will be short enough to be waited for awake.
///
/// To sleep and be woken costs two system calls, and much more where the processor went to sleep too: 5 µs hot, 30 to
/// 150 µs cold, measured on two virtual cores. What comes within microseconds is better waited for awake; what does not
/// should not be looked for. So a thread looks, for `limit` at most, only if the last wait of its kind was over within
/// `limit`, whether it was slept through or not. An idle pool does not look: the wait that follows its last batch is long,
/// and looked for once.
///
/// Shared by the threads that wait for the same kind of thing, of which one looks at a time, since more would take the
/// processors from those that do what is waited for: the newest. Of the workers that is the one that is woken first; if an
/// older one looked, it would hold the processor on which the other should wake.
///
/// (The idea of a short linger that switches itself off is from libuv's pull request 5232.)
@usableFromInline
final class Patience: Sendable {
    private let limit: UInt64
    /// A thread that yields and is not back within this many nanoseconds shares its CPU, and had better sleep: a woken thread is put
    /// on a free CPU, one that looks stays where it is.
    private let longestYield: UInt64
    /// Nanoseconds; one that is lost in a race is no harm.
    private let lastWait = Atomic<UInt64>(0)
    private let newest = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - nanoseconds: How long to look at most; 0 for never, as on a single CPU, where what is waited for could
    ///     not happen meanwhile.
    ///   - longestYield: How long giving way may take, in nanoseconds, for a thread that has a CPU of its own.
    init(nanoseconds: UInt64, longestYield: UInt64 = 5_000) {
        limit = nanoseconds
        self.longestYield = longestYield
    }

    /// Whether `condition` came true while it was looked for; looks from `start`, the present.
    func look(from start: UInt64, for condition: () -> Bool) -> Bool {
        guard limit > 0, lastWait.load(ordering: .relaxed) <= limit else { return false }
        let turn = newest.add(1, ordering: .relaxed).newValue
        var time = start
        var isAlone = true
        while true {
            if condition() {
                note(wait: time - start)
                return true
            }
            guard isAlone, time < start + limit, newest.load(ordering: .relaxed) == turn else { return false }
            Thread.yield()
            let now = Clock.now()
            isAlone = now - time < longestYield
            time = now
        }
    }

    /// Says how long a wait was that was slept through, until what was waited for happened.
    func note(wait nanoseconds: UInt64) {
        lastWait.store(nanoseconds, ordering: .relaxed)
    }
}
