// What a thread passes after each slice: here it sees that it is wanted elsewhere, and is seen to be getting on.

import Synchronization

/// The flags are raised and lowered under the work queue's lock, and are hints: a thread that sees one late is late by one slice.
final class Checkpoint: Sendable {
    /// Whether a lane waits for a worker while the workers are busy with others.
    private let wantsRecall = Atomic(false)
    /// Whether more threads decode than find a CPU, some of them callers.
    private let isCrowded = Atomic(false)
    /// Whether nobody decodes, and fewer are on their way than find a CPU.
    private let isQuiet = Atomic(false)
    /// When a worker was woken that has not come, or when another came meanwhile, by the clock; 0 while none is awaited.
    private let wakingSince = Atomic<UInt64>(0)
    /// The machine's; touched under the lock.
    private let wakingEpoch = Atomic(0)
    private let slices = Atomic(0)

    /// A worker that has not come after this many nanoseconds probably stands in line for a CPU: behind the caller that woke it.
    static var longestWakeUp: UInt64 { 100_000 }
    /// A worker that has not come after this many nanoseconds, though the caller has made way, stands in line behind somebody else.
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

    /// Whether a worker was woken so long ago that nobody should count on it; looks at the clock only while one is awaited.
    var isAnybodyLost: Bool {
        let since = wakingSince.load(ordering: .relaxed)
        return since > 0 && Clock.now() > since + Self.longestWait
    }

    /// Whether a caller that decodes in place would be in nobody's way; looks at the clock only while a worker is awaited.
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
        // Where one comes and the next is on its way the clock begins anew: the next may just have been woken.
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
