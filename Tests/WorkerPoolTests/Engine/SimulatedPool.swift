import TestSupport
import Testing

@testable import WorkerPool

/// A pool's life, drawn from a seed: producers open lanes, dispatch, cancel, help, forget, and shut the pool down, and
/// so do its decoders; everything but the threads is real.
final class SimulatedPool: @unchecked Sendable {
    // `@unchecked Sendable`: all of it runs on one thread.
    let rig: EngineRig
    let scheduler: StepScheduler
    let lives = Census()
    private var random: SplitMix
    private var plain: LaneState?
    private var lanes: [Int: SimulatedLane] = [:]
    private var lastID = 0
    private(set) var batches: [SimulatedBatch] = []
    private var producers = 0
    private var workspaces: [WorkspaceKey: Int] = [:]
    private(set) var isShutDown = false
    private(set) var complaint: String?

    struct WorkspaceKey: Hashable {
        let maker: String
        let owner: Int
    }

    init(seed: UInt64) {
        random = SplitMix(seed: seed ^ 0xB5)
        rig = EngineRig(workers: .random(in: 1...4, using: &random), cpus: .random(in: 1...4, using: &random))
        scheduler = StepScheduler(seed: seed, time: rig.time, isBusy: random.oneIn(2))
        plain = rig.lane(isPlain: true)
    }

    /// Lives it to its end.
    func run() throws {
        for id in rig.parkers.indices { scheduler.add("worker \(id)", SteppedWorker(id, of: rig)) }
        scheduler.add("coordinator", SteppedCoordinator(queue: rig.queue), isParked: true)
        producers = .random(in: 1...3, using: &random)
        for number in 0..<producers {
            scheduler.add("producer \(number)", Producer(self, actions: .random(in: 1...60, using: &random)))
        }
        try scheduler.run { [self] in
            if scheduler.steps.isMultiple(of: 20) { rig.queue.machine.checkInvariants() }
            if let complaint { throw Violation(description: complaint) }
        }
        rig.queue.machine.checkInvariants()
        try require(scheduler.present == [], "\(scheduler.present) wait for ever")
    }

    func complain(_ text: String) { complaint = complaint ?? text }

    // MARK: What producers do

    fileprivate func act() {
        switch Int.random(in: 0..<20, using: &random) {
        case 0...1: openLane()
        case 2: if let id = lanes.keys.sorted().randomElement(using: &random) { lanes[id] = nil }
        case 3...4: randomBatch()?.cancel(at: scheduler.steps)
        case 5: randomBatch()?.future = nil
        case 6: randomBatch()?.job?.noteAwaited()
        case 7...8: help()
        case 9 where random.oneIn(10): shutDown()
        default: dispatch()
        }
        rig.time.pass(.random(in: 0...(random.oneIn(4) ? 2_000_000 : 20_000), using: &random))
    }

    fileprivate func leave() {
        producers -= 1
        guard producers == 0 else { return }
        lanes = [:]
        plain = nil
        shutDown()
    }

    private func openLane() {
        var settings = WorkerPool.LaneSettings()
        if random.oneIn(4) { settings.minPayloads = 4 }
        settings.decodesInPlace = !random.oneIn(4)
        lastID += 1
        lanes[lastID] = SimulatedLane(lastID, rig.lane(settings), hasWorkspace: !random.oneIn(3), pool: self)
    }

    private func dispatch() {
        lastID += 1
        let batch = SimulatedBatch(lastID, self, payloads(of: lastID))
        batch.isRefusable = isShutDown
        batches.append(batch)
        let isAwaited = random.oneIn(2)
        let id = random.oneIn(3) ? nil : lanes.keys.sorted().randomElement(using: &random)
        if let id, let lane = lanes[id] {
            batch.dispatch(to: lane.lane, isAwaited: isAwaited)
        } else if let plain {
            batch.dispatch(toPlain: plain, hasWorkspace: random.oneIn(2), isAwaited: isAwaited)
        }
    }

    private func payloads(of id: Int) -> [SimulatedPayload] {
        let costs: [UInt64] = [0, 30, 1_000, 20_000, 200_000, 3_000_000]
        let cost = costs[.random(in: 0..<costs.count, using: &random)]
        let most = cost <= 1_000 && random.oneIn(4) ? 400 : 16
        return (0..<Int.random(in: 0...most, using: &random))
            .map { index in
                SimulatedPayload(
                    batch: id,
                    index: index,
                    cost: .random(in: 0...(random.oneIn(50) ? 40 * cost : 2 * cost), using: &random),
                    action: random.oneIn(60) ? SimulatedPayload.Action.allCases.randomElement(using: &random) : nil,
                    resident: Resident(of: lives)
                )
            }
    }

    private func help() {
        guard let job = randomBatch()?.job, job.ticket != .none else { return }
        lastID += 1
        scheduler.add("caller \(lastID)", SteppedCaller(job, rig.queue, mustHelp: random.oneIn(4)))
    }

    private func shutDown() {
        isShutDown = true
        rig.queue.shutDown()
    }

    private func randomBatch() -> SimulatedBatch? { batches.suffix(12).randomElement(using: &random) }

    // MARK: What decoders do

    /// What a decoder does to the pool while it decodes.
    func perform(_ action: SimulatedPayload.Action, of batch: SimulatedBatch) {
        switch action {
        case .cancelsItsBatch: batch.cancel(at: scheduler.steps)
        case .cancelsAnother: randomBatch()?.cancel(at: scheduler.steps)
        case .dispatches: if producers > 0 { dispatch() }
        case .shutsDown: if random.oneIn(10) { shutDown() }
        }
    }

    func noteWorkspace(of owner: Int, isInPlace: Bool) {
        guard !isInPlace, scheduler.current.hasPrefix("worker") else { return }
        workspaces[WorkspaceKey(maker: scheduler.current, owner: owner), default: 0] += 1
        if workspaces[WorkspaceKey(maker: scheduler.current, owner: owner)] != 1 {
            complain("\(scheduler.current) makes a second workspace of \(owner)")
        }
    }

    /// The batch with that number.
    func batch(_ id: Int) -> SimulatedBatch? { batches.last { $0.id == id } }
}

private final class Producer: Stepping {
    private let pool: SimulatedPool
    private var actions: Int

    init(_ pool: SimulatedPool, actions: Int) {
        self.pool = pool
        self.actions = actions
    }

    func step() -> StepScheduler.Outcome {
        actions -= 1
        guard actions >= 0 else {
            pool.leave()
            return .leave
        }
        pool.act()
        return .goOn
    }
}
