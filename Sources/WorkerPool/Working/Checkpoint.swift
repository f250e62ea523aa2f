// What a thread passes after each slice: it sees whether it is wanted elsewhere, and shows that it makes progress.

import Synchronization

/// The flags change under the work queue's lock, and are hints: a thread that sees one late is late by one slice.
final class Checkpoint: Sendable {
    /// Whether a lane waits for a worker while the workers are busy with others.
    private let wantsRecall = Atomic(false)
    /// Whether more threads are at work than can have a CPU, some of them callers.
    private let isCrowded = Atomic(false)
    /// Whether nobody decodes, and fewer workers are on their way than can have a CPU.
    private let isQuiet = Atomic(false)
    /// When the wait for a worker on its way began: at its wake, or at the last arrival or replacement since; 0 if none
    /// is awaited.
    private let wakingSince = Atomic<UInt64>(0)
    /// The machine's epoch; touched only under the lock.
    private let wakingEpoch = Atomic(0)
    private let slices = Atomic(0)

    /// A worker that has not come after this many nanoseconds is probably queued for a CPU, behind the caller that woke
    /// it.
    static var longestWakeUp: UInt64 { 100_000 }
    /// A worker that has not come after this many nanoseconds, though the caller made way, is queued behind somebody
    /// else.
    static var longestWait: UInt64 { 500_000 }

    /// How many slices the workers have decoded; as long as it changes they are not stuck.
    var passed: Int { slices.load(ordering: .relaxed) }

    /// - Returns: Whether a lane waits for a worker.
    func passWorker() -> Bool {
        slices.add(1, ordering: .relaxed)
        return wantsRecall.load(ordering: .relaxed)
    }

    /// - Returns: Whether the helping caller is in the way.
    func passHelper(at time: UInt64) -> Bool { isCrowded.load(ordering: .relaxed) || isAnybodyLate(at: time) }

    /// Whether a worker was woken long ago and has not come, but may if it finds a CPU.
    func isAnybodyLate(at time: UInt64) -> Bool {
        let since = wakingSince.load(ordering: .relaxed)
        return since > 0 && time > since + Self.longestWakeUp && time <= since + Self.longestWait
    }

    /// Whether a worker was woken that has not come.
    var isAnybodyAwaited: Bool { wakingSince.load(ordering: .relaxed) > 0 }

    /// Whether a worker was woken so long ago that nobody should count on it; reads the clock only while one is
    /// awaited.
    var isAnybodyLost: Bool {
        let since = wakingSince.load(ordering: .relaxed)
        return since > 0 && Clock.now() > since + Self.longestWait
    }

    /// Whether a caller that decodes in place would be in nobody's way; reads the clock only while a worker is awaited.
    var admitsInPlace: Bool {
        guard isQuiet.load(ordering: .relaxed) else { return false }
        return wakingSince.load(ordering: .relaxed) == 0 || !isAnybodyLate(at: Clock.now())
    }

    func set(
        wantsRecall: Bool,
        isCrowded: Bool,
        isQuiet: Bool = false,
        isAnybodyWaking: Bool = false,
        wakingEpoch: Int = 0
    ) {
        Self.set(self.wantsRecall, wantsRecall)
        Self.set(self.isCrowded, isCrowded)
        Self.set(self.isQuiet, isQuiet)
        // If one comes while the next is on its way, the clock restarts: the next may only just have been woken.
        if isAnybodyWaking != isAnybodyAwaited || wakingEpoch != self.wakingEpoch.load(ordering: .relaxed) {
            wakingSince.store(isAnybodyWaking ? Clock.now() : 0, ordering: .relaxed)
            self.wakingEpoch.store(wakingEpoch, ordering: .relaxed)
        }
    }

    /// Writes only what changes, since every thread reads it all the time.
    private static func set(_ flag: borrowing Atomic<Bool>, _ isRaised: Bool) {
        if flag.load(ordering: .relaxed) != isRaised { flag.store(isRaised, ordering: .relaxed) }
    }
}
