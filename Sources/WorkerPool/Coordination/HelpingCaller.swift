// A caller that waits for its batch, and helps to decode it while there is a CPU for it.

/// One blocking `retrieve()`, on its own thread.
///
/// It decodes only its own batch, since it may hold a lock that other work needs. It starts at once if there is a CPU
/// for it; otherwise it leaves the work to the workers, since more threads than CPUs would only be in each other's way.
/// But the workers may be waiting for a lock that this caller holds. So it looks up from time to time, and if they have
/// not decoded a slice since it last did, it decodes all the same.
struct HelpingCaller {
    /// The first pause before it looks up, in nanoseconds.
    ///
    /// Each pause is twice the last, up to the longest: a long wait costs little, and workers that get stuck late in it
    /// are still noticed soon.
    private static let firstPause: UInt64 = 20_000_000
    private static let longestPause: UInt64 = 160_000_000

    private let job: Job
    private let queue: WorkQueue
    /// Whether this is one of the pool's own threads, which always decode: it has a CPU, and the pool a worker fewer.
    private let isOwnThread: Bool
    private var workspace: Workspace?

    init(_ job: Job, _ queue: WorkQueue, isOwnThread: Bool) {
        self.job = job
        self.queue = queue
        self.isOwnThread = isOwnThread
    }

    mutating func wait(for results: borrowing WaiterList, patience: Patience) {
        let isWanted = job.meetCaller()
        if isWanted { decode(isUrgent: isOwnThread) }
        // The caller made way for a worker on its way: if that does not come either, there is room after all.
        var makesWay = isWanted && job.hasUnclaimed && queue.checkpoint.isAnybodyAwaited
        var pause = makesWay ? Checkpoint.longestWait : Self.firstPause
        var passed = queue.checkpoint.passed
        results.wait(patience: patience, every: job.hasUnclaimed ? pause : nil) {
            if makesWay {
                makesWay = false
                decode(isUrgent: false)
                pause = Self.firstPause
            } else {
                if queue.checkpoint.passed == passed { decode(isUrgent: true) }
                pause = min(2 * pause, Self.longestPause)
            }
            passed = queue.checkpoint.passed
            return job.hasUnclaimed ? pause : nil
        }
    }

    private mutating func decode(isUrgent: Bool) {
        var isUnderstaffed = true
        while isUnderstaffed, job.hasUnclaimed {
            guard queue.admitHelper(to: job, isUrgent: isUrgent) else { return }
            var departure: Departure?
            // The pool is not over before `endHelp`, so user code here (a decoder, or what dies with the batch) must
            // not wait for the pool's end: the thread carries the pool's mark meanwhile.
            Presence.mark(queue) {
                departure = job.leave(job.work(in: &workspace, as: isUrgent ? .committed : .helper(queue.checkpoint)))
                if departure?.isCompletion == true { job.publish() }
            }
            if let departure {
                queue.endHelp(departure)
                isUnderstaffed = departure.ending == .understaffed
            }
        }
    }
}
