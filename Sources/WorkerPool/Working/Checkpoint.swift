// What a thread passes after each slice: here it sees that it is wanted elsewhere, and is seen to be getting on.

import Synchronization

/// The flags are raised and lowered under the work queue's lock, and are hints: who sees one late is late by one slice.
final class Checkpoint: Sendable {
    /// Whether a lane without a worker has work waiting.
    private let wantsWorkers = Atomic(false)
    /// Whether more threads decode than find a CPU, some of them callers.
    private let isCrowded = Atomic(false)
    private let slices = Atomic(0)

    /// How many slices the workers have decoded; as long as it changes they are not stuck.
    var passed: Int { slices.load(ordering: .relaxed) }

    /// - Returns: Whether the worker is wanted elsewhere.
    func passWorker() -> Bool {
        slices.add(1, ordering: .relaxed)
        return wantsWorkers.load(ordering: .relaxed)
    }

    /// - Returns: Whether the helping caller is in the way.
    func passHelper() -> Bool { isCrowded.load(ordering: .relaxed) }

    func set(wantsWorkers: Bool, isCrowded: Bool) {
        Self.set(self.wantsWorkers, wantsWorkers)
        Self.set(self.isCrowded, isCrowded)
    }

    /// Writes only what changes, since every thread reads it all the time.
    private static func set(_ flag: borrowing Atomic<Bool>, _ isRaised: Bool) {
        if flag.load(ordering: .relaxed) != isRaised { flag.store(isRaised, ordering: .relaxed) }
    }
}

/// As what a thread decodes, and so what makes it leave a job before it is exhausted.
enum Role {
    /// Leaves when it is wanted elsewhere.
    case worker(Checkpoint)
    /// A caller that waits for the job: leaves when it finds no CPU.
    case helper(Checkpoint)
    /// Stays: a worker that waits inside a decoder, or a caller whose batch the workers cannot come to.
    case committed

    /// Passes the checkpoint after a slice.
    ///
    /// - Returns: Whether to leave.
    func pass() -> Bool {
        switch self {
        case .worker(let checkpoint): checkpoint.passWorker()
        case .helper(let checkpoint): checkpoint.passHelper()
        case .committed: false
        }
    }
}
