/// A thread that blocks until its batch is done, and helps to decode it while there is a CPU for it.
///
/// It decodes only its own batch, since it may hold a lock that other work needs. It starts at once if there is a CPU
/// for it; otherwise it leaves the work to the workers, since more threads than CPUs would only be in each other's way.
/// But the workers may be waiting for a lock that this caller holds. So it looks up from time to time, and if they have
/// not decoded a slice since it last did, it decodes all the same.
struct HelpingCaller {
    private let job: Job
    private let queue: WorkQueue
    private var workspace: Workspace?

    init(_ job: Job, _ queue: WorkQueue) {
        self.job = job
        self.queue = queue
    }

    consuming func wait() {
        // Pools' own threads always help: workers of two pools that slept until the other pool's batch was done would
        // sleep for ever.
        let helps = queue.retrieveHelps || PoolMark.isMarked
        if helps { decode(mustHelp: PoolMark.isMarked(queue)) }
        var pause = Policy.firstLookUp
        var passed = queue.passed
        queue.callerPatience.wait {
            job.isDone
        } sleep: {
            job.waiters.sleep(every: helps && job.hasUnclaimed ? pause : nil) {
                if queue.passed == passed { decode(mustHelp: true) }
                pause = min(2 * pause, Policy.longestLookUp)
                passed = queue.passed
                return job.hasUnclaimed ? pause : nil
            }
        }
    }

    private mutating func decode(mustHelp: Bool) {
        var isUnderstaffed = true
        while isUnderstaffed, job.hasUnclaimed, job.enter() {
            // The pool is not over before `endHelp`, so user code here (a decoder, or what dies with the batch) must
            // not wait for the pool's end: the thread carries the pool's mark meanwhile.
            PoolMark.mark(queue) { isUnderstaffed = visit(mustHelp: mustHelp) }
        }
    }

    /// - Returns: Whether it only left so that more threads can be called.
    private mutating func visit(mustHelp: Bool) -> Bool {
        let isAdmitted = queue.admit(job.ticket, mustHelp: mustHelp)
        var visit = Visit(by: mustHelp ? .committedCaller : .caller, of: job.ticket, at: queue.clock.now())
        if isAdmitted { while job.decodeSlice(&visit, in: &workspace, for: queue) {} }
        job.leave(&visit)
        if visit.isCompletion { job.publish() }
        if isAdmitted {
            queue.endHelp(visit)
        } else if visit.isCompletion {
            queue.end(job.ticket, isCompletion: true)
        }
        return isAdmitted && visit.ending == .understaffed
    }
}
