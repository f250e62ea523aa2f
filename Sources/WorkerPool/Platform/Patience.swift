// Looks for what will come soon before the thread goes to sleep, as long as that pays.

import Synchronization

/// Predicts from the last wait whether the next will be short enough to spend awake.
///
/// Sleeping and being woken costs two system calls, and much more if the processor went to sleep too: 5 µs hot, 30 to
/// 150 µs cold, measured on two virtual cores. What comes within microseconds is better awaited awake; what does not
/// should not be looked for. So a thread looks, for at most `limit`, only if the last wait of its kind was over within
/// `limit`, asleep or awake. An idle pool does not look: the wait after its last batch is long, and it looks only once.
///
/// Shared by the threads that wait for the same kind of thing. Only one of them looks at a time, since more would take
/// processors from those that do what is waited for. It is the newest. Among workers that is the one that is woken
/// first; if an older one looked, it would hold the processor on which the newest should wake.
///
/// (The idea of a short linger that switches itself off is from libuv's pull request 5232.)
@usableFromInline
final class Patience: Sendable {
    private let limit: UInt64
    /// A thread that yields and is not back within this many nanoseconds shares its CPU, and had better sleep: a woken
    /// thread is put on a free CPU, but one that looks stays where it is.
    private let longestYield: UInt64
    /// Nanoseconds; an update lost in a race does no harm.
    private let lastWait = Atomic<UInt64>(0)
    private let newest = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - nanoseconds: How long to look at most; 0 for never, as on a single CPU, where what is waited for could not
    ///     happen meanwhile.
    ///   - longestYield: How long a yield may take, in nanoseconds, if the thread has a CPU to itself.
    init(nanoseconds: UInt64, longestYield: UInt64 = 5_000) {
        limit = nanoseconds
        self.longestYield = longestYield
    }

    /// Whether `condition` came true while this looked for it; `start` is the present time.
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

    /// Says how long a wait that was slept through took, until what was waited for happened.
    func note(wait nanoseconds: UInt64) {
        lastWait.store(nanoseconds, ordering: .relaxed)
    }
}
