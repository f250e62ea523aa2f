import TestSupport

@testable import WorkerPool

/// Takes the steps of a pool's threads without a thread, in an order and at times that a seed repeats.
///
/// Whoever takes part has a time of its own. The one whose time is least takes the next step: the clock is set to that
/// time, and where the clock stands after the step, there its own time goes on. So several decode at the same time,
/// though each step is over before the next begins. Who parks is out until it is called.
final class StepScheduler {
    enum Outcome {
        case goOn
        case park
        case leave
    }

    private struct Participant {
        let name: String
        let part: any Stepping
        /// When it takes its next step; nil while it is parked.
        var next: UInt64?
        /// Where its last step ended.
        var time: UInt64
    }

    /// Reads what the scheduler sets.
    let time: VirtualTime
    private var random: SplitMix
    private let isBusy: Bool
    /// Who takes a step now.
    private(set) var current = ""
    /// How many steps were taken.
    private(set) var steps = 0
    /// Each step: when, by whom, until when, and what comes after it.
    private(set) var trace: [String] = []
    private var participants: [Participant] = []

    /// `isBusy` says that threads lose their CPUs now and then.
    init(seed: UInt64, time: VirtualTime, isBusy: Bool) {
        random = SplitMix(seed: seed)
        self.time = time
        self.isBusy = isBusy
    }

    /// The names of those who are still there.
    var present: [String] { participants.map(\.name) }

    /// Somebody comes now.
    func add(_ name: String, _ part: any Stepping, isParked: Bool = false) {
        participants.append(Participant(name: name, part: part, next: isParked ? nil : time.now, time: time.now))
    }

    /// Takes steps until all have left, or those who have not are parked and nobody calls them.
    func run(limit: Int = 1_000_000, afterEach check: () throws -> Void = {}) throws {
        while let index = nextIndex {
            try require(steps < limit, "no end after \(limit) steps")
            steps += 1
            step(index)
            callParked()
            try check()
        }
    }

    private var nextIndex: Int? {
        participants.indices.filter { participants[$0].next != nil }
            .min { (participants[$0].next ?? 0) < (participants[$1].next ?? 0) }
    }

    private func step(_ index: Int) {
        let start = participants[index].next ?? 0
        let name = participants[index].name
        time.now = start
        current = name
        let outcome = participants[index].part.step()
        current = ""
        participants[index].time = time.now
        trace.append("\(start) \(name) \(time.now) \(outcome)")
        switch outcome {
        case .goOn: participants[index].next = time.now + delay(50...2_000)
        case .park: participants[index].next = nil
        case .leave: participants.remove(at: index)
        }
    }

    private func callParked() {
        for index in participants.indices where participants[index].next == nil && participants[index].part.isCalled() {
            participants[index].next = max(participants[index].time, time.now) + delay(1_000...50_000)
        }
    }

    private func delay(_ usual: ClosedRange<UInt64>) -> UInt64 {
        UInt64.random(in: isBusy && random.oneIn(20) ? 1_000_000...5_000_000 : usual, using: &random)
    }
}

/// What a thread would do, cut into steps.
protocol Stepping {
    func step() -> StepScheduler.Outcome

    /// Whether it has been called since it parked; asked until it has.
    func isCalled() -> Bool
}

extension Stepping {
    func isCalled() -> Bool { false }
}

/// A worker, without its thread.
struct SteppedWorker: Stepping {
    private let worker: Worker
    private let parker: Parker

    init(_ id: WorkerID, of rig: EngineRig) {
        parker = rig.parkers[id]
        worker = Worker(id: id, parker: parker, queue: rig.queue)
    }

    func step() -> StepScheduler.Outcome {
        switch worker.step() {
        case .goOn: .goOn
        case .park: .park
        case .stop: .leave
        }
    }

    func isCalled() -> Bool { parker.parkIfUnparked() }
}

/// The coordinator, without its thread.
struct SteppedCoordinator: Stepping {
    let queue: WorkQueue

    func step() -> StepScheduler.Outcome { queue.match() ? .leave : .park }

    func isCalled() -> Bool { queue.coordinator.parkIfUnparked() }
}

/// A caller that blocks until its batch is done, and decodes it meanwhile, as ``HelpingCaller`` does.
final class SteppedCaller: Stepping {
    private let job: Job
    private let queue: WorkQueue
    private let mustHelp: Bool
    private var visit: Visit?
    private var workspace: Workspace?

    init(_ job: Job, _ queue: WorkQueue, mustHelp: Bool) {
        self.job = job
        self.queue = queue
        self.mustHelp = mustHelp
    }

    func step() -> StepScheduler.Outcome {
        guard var visit else { return enter() }
        if job.decodeSlice(&visit, in: &workspace, for: queue) {
            self.visit = visit
            return .goOn
        }
        job.leave(&visit)
        if visit.isCompletion { job.publish() }
        queue.endHelp(visit)
        self.visit = nil
        return visit.ending == .understaffed ? .goOn : .leave
    }

    private func enter() -> StepScheduler.Outcome {
        job.noteAwaited()
        guard job.hasUnclaimed, job.enter() else { return .leave }
        var visit = Visit(by: mustHelp ? .committedCaller : .caller, of: job.ticket, at: queue.clock.now())
        if queue.admit(job.ticket, mustHelp: mustHelp) {
            self.visit = visit
            return .goOn
        }
        job.leave(&visit)
        if visit.isCompletion {
            job.publish()
            queue.end(job.ticket, isCompletion: true)
        }
        return .leave
    }
}
