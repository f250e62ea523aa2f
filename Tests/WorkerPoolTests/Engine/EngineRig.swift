import Synchronization
import Testing

@testable import WorkerPool

/// A pool without threads: its queue, where each worker parks, and a clock that only its decoders move.
struct EngineRig: Sendable {
    let time = VirtualTime()
    let parkers: [Parker]
    let queue: WorkQueue

    init(workers: Int = 2, cpus: Int? = nil, retrieveHelps: Bool = true) {
        parkers = (0..<workers).map { _ in Parker() }
        queue = WorkQueue(
            parkers: parkers,
            cpus: cpus ?? workers,
            retrieveHelps: retrieveHelps,
            clock: Clock(virtual: time)
        )
    }

    /// A lane whose payloads have cost so much, as far as it knows.
    func lane(cost: Double? = nil, isPlain: Bool = false, _ settings: WorkerPool.LaneSettings = .init()) -> LaneState {
        let lane = LaneState(queue, settings, isPlain: isPlain)
        if let cost { lane.payloadCost.set(cost) }
        return lane
    }

    /// A decoder of payloads that say how many nanoseconds they take.
    func timed(_ note: @escaping @Sendable (UInt64) -> Void = { _ in }) -> Timed { Timed(time: time, note: note) }

    /// A worker that has announced itself and parked.
    func parkedWorker(_ id: WorkerID) -> Worker {
        let worker = Worker(id: id, parker: parkers[id], queue: queue)
        let step = worker.step()
        precondition(step == .park, "there is something to do already")
        return worker
    }

    /// A batch that nobody has handed over yet.
    func batch<D: WorkerPool.Decoder>(
        _ payloads: [D.Payload],
        _ decoder: D,
        in lane: LaneState,
        decoded: [Result<D.Output, D.Failure>] = [],
        isAwaited: Bool = false
    ) -> BatchJob<D.Output, D.Failure> {
        unsafe BatchJob(
            count: payloads.count,
            decoded: decoded,
            hasWorkspace: D.Workspace.self != Void.self,
            lane: lane,
            isAwaited: isAwaited,
            decode: { unsafe Loop<D>.decode($0, of: payloads, by: decoder, to: $1, in: &$2) }
        )
    }

    /// Goes inside a batch and decodes slices until there is a reason to leave, or so many were decoded; does not leave.
    func visit(_ job: Job, by visitor: Visit.Visitor = .worker, slices: Int = .max) -> Visit {
        var visit = Visit(by: visitor, of: job.ticket, at: queue.clock.now())
        var workspace: Workspace?
        if job.enter() { decode(job, &visit, in: &workspace, slices: slices) }
        return visit
    }

    /// Goes on with a visit.
    func decode(_ job: Job, _ visit: inout Visit, in workspace: inout Workspace?, slices: Int = .max) {
        var count = 0
        while count < slices, job.decodeSlice(&visit, in: &workspace, for: queue) { count += 1 }
    }

    /// Steps all of the parked workers that are called, and the coordinator, until nobody is.
    func runCalled(_ workers: [Worker]) {
        var isAnyoneCalled = true
        while isAnyoneCalled {
            isAnyoneCalled = queue.coordinator.parkIfUnparked()
            if isAnyoneCalled { queue.match() }
            for (worker, parker) in zip(workers, parkers) where parker.parkIfUnparked() {
                isAnyoneCalled = true
                run(worker)
            }
        }
    }

    /// Steps a worker until it parks or stops.
    @discardableResult
    func run(_ worker: Worker) -> Worker.Step {
        while true {
            let step = worker.step()
            if step != .goOn { return step }
        }
    }
}

extension BatchJob {
    /// Whether it holds memory for results that are not collected.
    var hasBuffer: Bool { unsafe buffer.load(ordering: .relaxed) != nil }
}

extension VirtualTime {
    var now: UInt64 {
        get { nanoseconds.load(ordering: .relaxed) }
        set { nanoseconds.store(newValue, ordering: .relaxed) }
    }

    func pass(_ nanoseconds: UInt64) { self.nanoseconds.add(nanoseconds, ordering: .relaxed) }
}

/// Takes as long as its payload says, and answers it.
struct Timed: WorkerPool.Decoder {
    let time: VirtualTime
    let note: @Sendable (UInt64) -> Void

    func decode(_ nanoseconds: UInt64) -> UInt64 {
        note(nanoseconds)
        time.pass(nanoseconds)
        return nanoseconds
    }
}

/// Takes as long as its payload says, with a workspace that takes so long too.
struct TimedInWorkspace: WorkerPool.Decoder {
    let time: VirtualTime
    let workspaceCost: UInt64
    let workspaces: Census
    var atEnd: @Sendable () -> Void = {}

    func makeWorkspace() -> Resident {
        time.pass(workspaceCost)
        return Resident(of: workspaces, atEnd: atEnd)
    }

    func decode(_ nanoseconds: UInt64, in workspace: inout Resident) -> UInt64 {
        time.pass(nanoseconds)
        return nanoseconds
    }
}

/// Runs a task at once, wherever it is resumed, and tells of each time.
final class InPlaceExecutor: TaskExecutor {
    private let onResume: @Sendable () -> Void

    init(onResume: @escaping @Sendable () -> Void = {}) { self.onResume = onResume }

    func enqueue(_ job: consuming ExecutorJob) {
        onResume()
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
