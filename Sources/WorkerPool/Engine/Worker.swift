/// One dedicated decoding thread: it announces that it is free, does what it is told, and announces itself again.
///
/// What it does is cut into steps, each an announcement or a slice, so that a test can take them in an order of its own,
/// without a thread. Only one thread touches anything in it, except the parker.
final class Worker {
    /// What a worker does after a step.
    enum Step {
        case goOn
        case park
        case stop
    }

    private let id: WorkerID
    private let parker: Parker
    private let queue: WorkQueue
    private var workspaces: [WorkspaceOwner: Workspace] = [:]

    /// The batch that it is inside, and what it does there.
    private var job: Job?
    private var visit: Visit?
    private var workspace: Workspace?
    /// A job that this worker has completed; its results are published once the worker has announced itself: race "over,
    /// then published".
    private var unpublished: Job?

    init(id: WorkerID, parker: Parker, queue: WorkQueue) {
        self.id = id
        self.parker = parker
        self.queue = queue
    }

    /// Works until told to stop.
    ///
    /// User code runs here: decoders, and whatever dies with their payloads and workspaces.
    func run() {
        PoolMark.mark(queue) {
            while true {
                switch step() {
                case .goOn: continue
                case .park: queue.workerPatience.wait(until: { parker.parkIfUnparked() }) { parker.park() }
                case .stop: return workspaces.removeAll()
                }
            }
        }
    }

    /// Decodes a slice of the batch that it is inside, or else asks what to do.
    func step() -> Step {
        guard let job else { return announce() }
        guard var visit else { preconditionFailure("a worker is inside a batch that it does not visit") }
        if job.decodeSlice(&visit, in: &workspace, for: queue) {
            self.visit = visit
        } else {
            leave(job, visit)
        }
        return .goOn
    }

    private func announce() -> Step {
        let effects = queue.announce(id, after: visit)
        visit = nil
        unpublished.take()?.publish()
        for owner in effects.released { workspaces[owner] = nil }
        switch effects.next {
        case .decode(let job, let ticket):
            enter(job, ticket, callsMore: effects.wantsMore)
            return .goOn
        case .park: return .park
        case .stop, nil: return .stop
        }
    }

    private func enter(_ job: Job, _ ticket: Ticket, callsMore: Bool) {
        visit = Visit(by: .worker, of: ticket, at: queue.clock.now())
        guard job.enter() else { return }
        self.job = job
        if callsMore && job.callsMoreNow() { queue.fanOut() }
        if let owner = job.owner { workspace = workspaces[owner] }
    }

    private func leave(_ job: Job, _ last: Visit) {
        self.job = nil
        var visit = last
        keepWorkspace(of: job, isExhausted: visit.ending == .exhausted)
        job.leave(&visit)
        if visit.isCompletion { unpublished = job }
        self.visit = visit
    }

    /// Keeps a lane's workspace until the lane is gone, and a plain batch's until that is exhausted: then it is gone before
    /// the results are out.
    private func keepWorkspace(of job: Job, isExhausted: Bool) {
        guard let workspace = workspace.take(), let owner = job.owner else { return }
        let isKept = workspaces[owner] != nil
        var isPlain = false
        if case .batch = owner { isPlain = true }
        if isPlain && isExhausted {
            if isKept { workspaces[owner] = nil }
        } else if !isKept {
            // This thread is inside, so the batch, and with it the lane, is not gone yet, and will find this note when
            // it goes: race "gone while kept".
            workspaces[owner] = workspace
            if isPlain { job.noteKeeping() }
            queue.note(id, keeps: owner)
        }
    }
}
