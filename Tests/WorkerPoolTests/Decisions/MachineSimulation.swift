import TestSupport

@testable import WorkerPool

/// Workers and callers as a seed would have them, around a state machine whose every answer is checked against a model
/// too simple to be wrong: arrays of batches, searched from the front.
///
/// An event happens only when a real thread could bring it, in the steps of a real one: a worker announces itself when
/// it has started, was woken or comes from a batch; it goes inside, claims, decodes, and goes outside; what it was told
/// to call, it calls at some time before its next announcement. A caller is inside before it offers its help. A lane
/// closes when its handle is gone and its last batch is completed. A wake is delivered some events after it was asked
/// for, and of a batch that is exhausted everybody says so who was inside, later.
struct MachineSimulation {
    var random: SplitMix
    var machine: StateMachine<Batch, WorkerID>
    let cpus: Int
    var workers: [Worker]
    /// The last one to park is the last.
    var parked: [WorkerID] = []
    var callers: [Caller] = []
    var lanes: [Lane] = []
    var submitted: [Batch] = []
    var isCoordinatorCalled = false
    var isDraining = false
    /// The coordinator has matched, and then saw that the pool is over.
    var hasSeenTheEnd = false
    /// Batches whose completion the machine has not heard of.
    var unheard = 0
    var keepers: [WorkspaceOwner: Set<WorkerID>] = [:]
    private var lanesOpened = 0
    /// How much of what comes in is done before more comes: with little, batches pile up; with much, workers park.
    private let calm: Int

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        let count = Int.random(in: 1...6, using: &random)
        cpus = Int.random(in: 1...8, using: &random)
        calm = Int.random(in: 10...150, using: &random)
        machine = StateMachine(workers: Array(0..<count), cpus: cpus)
        workers = Array(repeating: Worker(), count: count)
    }

    /// Lets `events` happen, then shuts the pool down and lets happen what still has to.
    mutating func run(events: Int) throws {
        let shutdown = Int.random(in: 0..<2 * events, using: &random)
        try openLane()
        for event in 0..<events {
            if event == shutdown { try shutDown() }
            try step()
            try check()
        }
        try shutDown()
        for lane in lanes { try dropHandle(of: lane) }
        try check()
        var left = 10_000
        while try advance() {
            try check()
            left -= 1
            try require(left > 0, "the drain does not end")
        }
        try checkEnd()
    }

    // MARK: What happens

    private mutating func step() throws {
        switch Int.random(in: 0..<10 + calm, using: &random) {
        case 0: try openLane()
        case 1: if lanes.count > 1, random.oneIn(2) { try dropHandle(of: lanes.randomElement(using: &random)!) }
        case 2..<7: try submit()
        case 7: enter { .ending($0, takesRest: $1) }
        case 8..<10: enter { .offering($0, mustHelp: $1) }
        default: _ = try advance()
        }
    }

    /// Something that is bound to happen at some time; false where nothing is.
    private mutating func advance() throws -> Bool {
        var choices: [(inout Self) throws -> Void] = []
        for worker in workers.indices {
            switch workers[worker].state {
            case .onItsWay: choices.append { try $0.announce(worker, after: nil) }
            case .given(let batch): choices.append { try $0.enter(worker, batch) }
            case .inside(let stay): choices.append { try $0.work(worker, stay) }
            case .outside(let stay): choices.append { try $0.announce(worker, after: stay) }
            case .parked, .stopped: break
            }
            if workers[worker].owesCall { choices.append { try $0.fanOut(by: worker) } }
        }
        for caller in callers.indices { choices.append { try $0.go(on: caller) } }
        if isCoordinatorCalled { choices.append { try $0.match() } }
        guard let choice = choices.randomElement(using: &random) else { return false }
        try choice(&self)
        return true
    }

    private mutating func openLane() throws {
        guard lanes.count < 6 else { return }
        let number = machine.openLane()
        try require(!lanes.contains { $0.number == number }, "lane \(number) was opened while it is not gone")
        lanesOpened += 1
        lanes.append(Lane(number: number, owner: .lane(serial: lanesOpened)))
    }

    private mutating func dropHandle(of lane: Lane) throws {
        guard !lane.isHandleGone else { return }
        lane.isHandleGone = true
        try closeIfUnused(lane)
    }

    /// Nothing refers to the lane any more.
    private mutating func closeIfUnused(_ lane: Lane) throws {
        guard lane.isHandleGone, lane.incomplete == 0, !lane.isClosed else { return }
        lane.isClosed = true
        try release(lane.owner)
        machine.close(lane: lane.number)
        forgetGoneLanes()
    }

    private mutating func release(_ owner: WorkspaceOwner) throws {
        let keepers = keepers.removeValue(forKey: owner) ?? []
        let isAnyParked = keepers.contains(where: parked.contains)
        for worker in keepers { workers[worker].released.insert(owner) }
        let effects = machine.release(owner)
        try require(isAnyParked || !effects.callsCoordinator, "the coordinator was called for nothing")
        try obey(effects, wakes: nil)
        if isAnyParked {
            try require(isCoordinatorCalled, "nobody wakes a parked worker that keeps a workspace of \(owner)")
        }
    }

    private mutating func submit() throws {
        guard let lane = lanes.filter({ !$0.isHandleGone }).randomElement(using: &random) else { return }
        let payloads = Int.random(in: 1...12, using: &random)
        let hands = Int.random(in: 1...min(payloads, workers.count), using: &random)
        let batch = Batch(number: submitted.count, lane: lane, payloads: payloads, handsWanted: hands)
        let effects = machine.submit(batch, lane: lane.number, hands: hands, work: someTime(upTo: 3_000_000))
        guard let ticket = effects.ticket else {
            try require(isDraining, "a batch was refused though nobody shut down")
            return try obey(effects, wakes: nil)
        }
        try require(!isDraining, "a batch was accepted after the shutdown")
        try require(ticket.lane == lane.number, "the ticket names another lane")
        batch.ticket = ticket
        batch.isWaiting = true
        submitted.append(batch)
        lane.batches.append(batch)
        lane.incomplete += 1
        unheard += 1
        try require(!effects.callsCoordinator, "a batch that came in called the coordinator")
        try obey(effects, wakes: nextToWake)
    }

    // MARK: The coordinator

    private mutating func shutDown() throws {
        let isFirst = !isDraining
        isDraining = true
        let effects = machine.shutDown()
        try require(isFirst || !effects.callsCoordinator, "a second shutdown called the coordinator")
        try obey(effects, wakes: nil)
        try require(!isFirst || isCoordinatorCalled, "a shutdown does not call the coordinator")
    }

    private mutating func match() throws {
        var expected: [WorkerID] = []
        if isDraining && waiting == 0 {
            expected = parked
        } else {
            expected = parked.filter { !workers[$0].released.isEmpty }
            let rest = parked.filter { workers[$0].released.isEmpty }
            expected += rest.suffix(max(0, demand - waking - expected.count)).reversed()
        }
        isCoordinatorCalled = false
        let effects = machine.match()
        try require(effects.wakes == expected, "the coordinator wakes \(effects.wakes), not \(expected)")
        try obey(effects, wakes: nil)
        hasSeenTheEnd = machine.isOver
        for worker in expected { workers[worker].state = .onItsWay }
        parked.removeAll(where: expected.contains)
    }

    // MARK: What all share

    /// Does what the machine asks for; `worker` is the only one that it may wake.
    mutating func obey(_ effects: StateMachine<Batch, WorkerID>.Effects, wakes worker: WorkerID?) throws {
        try require(effects.wake == worker, "\(effects.wake as Any) was woken, not \(worker as Any)")
        if let worker {
            parked.removeAll { $0 == worker }
            workers[worker].state = .onItsWay
        }
        if effects.callsCoordinator {
            try require(worker == nil, "an event asks for two wakes")
            try require(!isCoordinatorCalled, "the coordinator was called twice")
            isCoordinatorCalled = true
        }
    }

    /// Whoever brings `inside` to zero completes the batch.
    mutating func goOutside(_ batch: Batch, finishing payloads: Int) throws -> Bool {
        batch.inside -= payloads + 1
        guard batch.inside == 0 else { return false }
        batch.lane.incomplete -= 1
        try release(.batch(serial: batch.number))
        try closeIfUnused(batch.lane)
        return true
    }

    mutating func someTime(upTo most: UInt64) -> UInt64 { .random(in: 0...most, using: &random) }

    mutating func forgetGoneLanes() { lanes.removeAll(where: \.isGone) }
}
