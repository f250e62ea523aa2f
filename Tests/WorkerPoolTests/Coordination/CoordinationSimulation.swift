@testable import WorkerPool

/// Workers, helpers and callers as a seed would have them, around a state machine whose every answer is checked against
/// a model too simple to be wrong: arrays of batches, searched from the front.
///
/// An event happens only when a real thread could bring it: a worker announces itself when it has started, was woken or
/// comes from a batch; a lane closes when its handle is gone and its last batch is completed; a wake is delivered some
/// events after it was asked for; a helper that takes the last payload says so later, when others may have said it.
struct CoordinationSimulation {
    private var random: SplitMix
    private(set) var machine: CoordinationStateMachine<Batch>
    let room: Int
    private(set) var workers: [Worker]
    private(set) var parked: [Int] = []
    private(set) var lanes: [Lane] = []
    private(set) var helpers: [Helper] = []
    private(set) var submitted: [Batch] = []
    private(set) var isCoordinatorCalled = false
    private(set) var isDraining = false
    /// The coordinator has matched, and then saw that the pool is over.
    private(set) var hasSeenTheEnd = false
    /// Batches whose completion the coordination has not heard of.
    private(set) var unheard = 0
    private(set) var keepers: [WorkspaceOwner: Set<Int>] = [:]
    private(set) var released: [Set<WorkspaceOwner>]

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        let count = Int.random(in: 1...6, using: &random)
        room = Int.random(in: 1...8, using: &random)
        machine = CoordinationStateMachine(workers: count, room: room)
        workers = Array(repeating: .onItsWay, count: count)
        released = Array(repeating: [], count: count)
        _ = try? openLane()
    }

    /// Lets `events` happen, then shuts the pool down and lets happen what still has to.
    mutating func run(events: Int) throws {
        let shutdown = Int.random(in: 0..<2 * events, using: &random)
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
        switch Int.random(in: 0..<20, using: &random) {
        case 0: try openLane()
        case 1: if lanes.count > 1, random.oneIn(2) { try dropHandle(of: lanes.randomElement(using: &random)!) }
        case 2..<7: try submit()
        case 7: try cancel()
        case 8..<10: try help()
        default: _ = try advance()
        }
    }

    private mutating func openLane() throws {
        guard lanes.count < 6 else { return }
        let number = machine.openLane()
        try require(!lanes.contains { $0.number == number }, "lane \(number) was opened while it is not gone")
        lanes.append(Lane(number: number, owner: .lane(serial: submitted.count * 100 + lanes.count)))
    }

    private mutating func dropHandle(of lane: Lane) throws {
        guard !lane.isHandleGone else { return }
        lane.isHandleGone = true
        try closeIfUnused(lane)
    }

    /// The end of a lane's tenure: nothing refers to it any more.
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
        for worker in keepers { released[worker].insert(owner) }
        let wake = machine.release(owner)
        if isAnyParked {
            try obey(wake)
            try require(isCoordinatorCalled, "nobody wakes a parked worker that keeps a workspace of \(owner)")
        } else {
            try require(wake == .nobody, "\(wake) was woken for workspaces that no parked worker keeps")
        }
    }

    private mutating func submit() throws {
        guard let lane = lanes.filter({ !$0.isHandleGone }).randomElement(using: &random) else { return }
        let payloads = Int.random(in: 1...12, using: &random)
        let hands = Int.random(in: 1...min(payloads, workers.count), using: &random)
        let batch = Batch(number: submitted.count, lane: lane, payloads: payloads, handsWanted: hands)
        let isAnybodyLost = random.oneIn(8)
        if isAnybodyLost && !isDraining { loseThoseOnTheirWay() }
        let waking = self.waking
        let expectsCaller = random.oneIn(3)
        batch.awaitsCaller = expectsCaller && workers.count >= room && hands > 1
        guard
            let (ticket, wake) = machine.submit(
                batch,
                lane: lane.number,
                hands: hands,
                work: UInt64.random(in: 0...3_000_000, using: &random),
                expectsCaller: expectsCaller,
                isAnybodyLost: isAnybodyLost
            )
        else {
            try require(isDraining, "a batch was refused though nobody shut down")
            return
        }
        try require(!isDraining, "a batch was accepted after the shutdown")
        try require(ticket.lane == lane.number, "the ticket names another lane")
        batch.ticket = ticket
        submitted.append(batch)
        lane.batches.append(batch)
        lane.incomplete += 1
        unheard += 1
        try require(wake != .coordinator, "a submit called the coordinator")
        if demand > waking, let last = parked.last {
            try require(wake == .worker(last), "\(wake) was woken in place of worker \(last), who parked last")
        } else {
            try require(wake == .nobody, "\(wake) was woken though enough are on their way, or nobody is parked")
        }
        try obey(wake)
    }

    private mutating func cancel() throws {
        guard let batch = submitted.filter({ !$0.isCompleted && !$0.isCancelled }).randomElement(using: &random) else {
            return
        }
        batch.isCancelled = true
        let rest = batch.unclaimed
        batch.unclaimed = 0
        let isCompletion = try finish(rest, of: batch)
        try exhaust(batch, isCompletion: isCompletion)
    }

    private mutating func help() throws {
        guard let batch = submitted.filter({ $0.unclaimed > 0 }).randomElement(using: &random) else { return }
        let isUrgent = random.oneIn(4)
        let isAnybodyLate = random.oneIn(5)
        let isAnybodyLost = !isAnybodyLate && random.oneIn(5)
        let inPlace = random.oneIn(4) ? 1 : 0
        if isAnybodyLost { loseThoseOnTheirWay() }
        let expected = isUrgent || (!isAnybodyLate && atWork + inPlace < room)
        let (isAdmitted, wake) = machine.help(
            batch.ticket,
            isUrgent: isUrgent,
            isAnybodyLate: isAnybodyLate,
            isAnybodyLost: isAnybodyLost,
            inPlace: inPlace
        )
        try require(isAdmitted == expected, "a helper was admitted: \(isAdmitted)")
        if batch.lane.batches.contains(where: { $0 === batch }) { batch.awaitsCaller = false }
        if isAdmitted && workers.count >= room { batch.hands += 1 }
        if !isAdmitted || isAnybodyLost, demand > waking, let last = parked.last {
            try require(wake == .worker(last), "\(wake) was woken for a caller or who is lost, and not \(last)")
        } else {
            try require(wake == .nobody, "\(wake) was woken for a caller or who is lost, for nothing")
        }
        try obey(wake)
        if isAdmitted { helpers.append(Helper(batch: batch, claimed: claim(of: batch))) }
    }

    private mutating func loseThoseOnTheirWay() {
        for worker in workers.indices {
            if case .onItsWay = workers[worker] { workers[worker] = .lost }
        }
    }

    /// Something that is bound to happen at some time; false where nothing is.
    private mutating func advance() throws -> Bool {
        var choices: [(inout Self) throws -> Void] = []
        for worker in workers.indices {
            switch workers[worker] {
            case .onItsWay, .lost: choices.append { try $0.announce(worker, nil) }
            case .busy: choices.append { try $0.work(worker) }
            case .leaving(_, let departure): choices.append { try $0.announce(worker, departure) }
            case .parked, .stopped: break
            }
        }
        for helper in helpers.indices { choices.append { try $0.work(helper: helper) } }
        if isCoordinatorCalled { choices.append { try $0.match() } }
        guard let choice = choices.randomElement(using: &random) else { return false }
        try choice(&self)
        return true
    }

    // MARK: Workers

    private mutating func work(_ worker: Int) throws {
        guard case .busy(let batch, let claimed) = workers[worker] else { return }
        let isCompletion = try finish(claimed, of: batch)
        let ending: Stint.Ending
        if batch.unclaimed == 0 {
            ending = .exhausted
        } else if random.oneIn(3) {
            ending = .calledAway  // the flag that it saw may be out of date
        } else if batch.handsWanted < workers.count, random.oneIn(4) {
            ending = .understaffed
            batch.handsWanted = Int.random(in: batch.handsWanted + 1...workers.count, using: &random)
        } else {
            workers[worker] = .busy(batch, claimed: claim(of: batch))
            return
        }
        workers[worker] = .leaving(
            batch,
            Departure(
                from: batch.ticket,
                ending,
                nanoseconds: UInt64.random(in: 0...1_000_000, using: &random),
                handsWanted: batch.handsWanted,
                work: UInt64.random(in: 0...3_000_000, using: &random),
                isCompletion: isCompletion
            )
        )
    }

    private mutating func announce(_ worker: Int, _ departure: Departure?) throws {
        if case .leaving(let batch, let departure) = workers[worker] {
            batch.hands -= 1
            batch.lane.hands -= 1
            batch.grantedHandsWanted = max(batch.grantedHandsWanted, departure.handsWanted)
            batch.awaitsCaller = false
            if departure.ending == .exhausted { batch.lane.batches.removeAll { $0 === batch } }
            if departure.isCompletion { unheard -= 1 }
            forgetGoneLanes()
        }
        let (assignment, wake) = machine.ready(worker, departure)
        let told = machine.takeReleased(worker)
        workers[worker] = .stopped  // for the counts below: it is not on its way any more
        switch assignment {
        case .work(let batch): try take(batch, worker)
        case .park:
            try require(demand == 0, "worker \(worker) was parked while work waits")
            try require(!(isDraining && waiting == 0), "worker \(worker) was parked at the end of a drain")
            parked.append(worker)
            workers[worker] = .parked
            try require(wake == .nobody, "\(wake) was woken by a worker that parks")
        case .stop:
            try require(isDraining && waiting == 0, "worker \(worker) was stopped while the lanes are not empty")
        }
        try require(told.count == Set(told).count, "worker \(worker) was told twice to release the same")
        try require(
            Set(told) == released[worker],
            "worker \(worker) was told to release \(told), not \(released[worker])"
        )
        released[worker] = []
        try obey(wake)
    }

    private mutating func take(_ batch: Batch, _ worker: Int) throws {
        let first = batch.lane.batches.first { $0.demand > 0 }
        try require(
            first === batch,
            "worker \(worker) was given batch \(batch.number), and not the first of its lane that wants hands"
        )
        batch.hands += 1
        batch.lane.hands += 1
        try require(
            batch.hands <= batch.grantedHandsWanted,
            "batch \(batch.number) has \(batch.hands) hands, and wants \(batch.grantedHandsWanted)"
        )
        workers[worker] = .busy(batch, claimed: claim(of: batch))
        if batch.unclaimed > 0 || !batch.isCompleted, random.oneIn(2) {
            // It makes a workspace and keeps it. The batch, or its lane, cannot be over before this worker has settled.
            guard case .busy(_, let claimed) = workers[worker], claimed > 0 else { return }
            let owner = random.oneIn(2) ? batch.lane.owner : WorkspaceOwner.batch(place: batch.number)
            if keepers[owner, default: []].insert(worker).inserted { machine.keep(owner, by: worker) }
        }
    }

    private mutating func work(helper index: Int) throws {
        let batch = helpers[index].batch
        guard helpers[index].isLeaving else {
            if try finish(helpers[index].claimed, of: batch) { helpers[index].isCompletion = true }
            // In the way, by what it sees; the flag may be out of date.
            if batch.unclaimed > 0, random.oneIn(3) { helpers[index].ending = .calledAway }
            if batch.unclaimed > 0, batch.handsWanted < workers.count, random.oneIn(4) {
                helpers[index].ending = .understaffed
                batch.handsWanted = Int.random(in: batch.handsWanted + 1...workers.count, using: &random)
            }
            helpers[index].claimed = batch.unclaimed > 0 && helpers[index].ending == .exhausted ? claim(of: batch) : 0
            return
        }
        let helper = helpers.remove(at: index)
        if workers.count >= room { batch.hands -= 1 }
        batch.grantedHandsWanted = batch.handsWanted
        batch.awaitsCaller = false
        if helper.ending == .exhausted { batch.lane.batches.removeAll { $0 === batch } }
        if helper.isCompletion { unheard -= 1 }
        forgetGoneLanes()
        let departure = Departure(
            from: batch.ticket,
            helper.ending,
            handsWanted: batch.handsWanted,
            isCompletion: helper.isCompletion
        )
        let wake = machine.endHelp(departure)
        if wake == .coordinator {
            try require(isDraining && waiting == 0, "the coordinator was called for a helper that went")
        }
        try obey(wake)
    }

    private mutating func claim(of batch: Batch) -> Int {
        guard batch.unclaimed > 0 else { return 0 }
        let count = Int.random(in: 1...batch.unclaimed, using: &random)
        batch.unclaimed -= count
        return count
    }

    /// - Returns: Whether the batch is completed by it.
    private mutating func finish(_ payloads: Int, of batch: Batch) throws -> Bool {
        batch.unfinished -= payloads
        guard payloads > 0, batch.isCompleted else { return false }
        batch.lane.incomplete -= 1
        try release(.batch(place: batch.number))
        try closeIfUnused(batch.lane)
        return true
    }

    private mutating func exhaust(_ batch: Batch, isCompletion: Bool) throws {
        batch.lane.batches.removeAll { $0 === batch }
        if isCompletion { unheard -= 1 }
        forgetGoneLanes()
        let wake = machine.exhaust(batch.ticket, isCompletion: isCompletion)
        if case .worker(let worker) = wake { throw Violation(description: "\(worker) was woken for less work") }
        if wake == .coordinator {
            try require(isDraining && waiting == 0, "the coordinator was called for a batch that went")
        }
        try obey(wake)
    }

    // MARK: The coordinator

    private mutating func shutDown() throws {
        let isFirst = !isDraining
        isDraining = true
        let wake = machine.shutDown()
        if isFirst {
            try obey(wake)
            try require(isCoordinatorCalled, "a shutdown does not call the coordinator")
        } else {
            try require(wake == .nobody, "a second shutdown woke \(wake)")
        }
    }

    private mutating func match() throws {
        var expected: [Int] = []
        if isDraining && waiting == 0 {
            expected = parked
        } else {
            expected = parked.filter { !released[$0].isEmpty }
            let rest = parked.filter { released[$0].isEmpty }
            expected += rest.suffix(max(0, demand - waking - expected.count)).reversed()
        }
        isCoordinatorCalled = false
        let woken = machine.match()
        try require(woken == expected, "the coordinator wakes \(woken), not \(expected)")
        hasSeenTheEnd = machine.isOver
        for worker in woken { workers[worker] = .onItsWay }
        parked.removeAll(where: woken.contains)
    }

    private mutating func obey(_ wake: CoordinationStateMachine<Batch>.Wake) throws {
        switch wake {
        case .nobody: break
        case .worker(let worker):
            try require(parked.last == worker, "worker \(worker) was woken, and not the one that parked last")
            try require(demand > waking, "worker \(worker) was woken for work that others are on their way to")
            parked.removeLast()
            workers[worker] = .onItsWay
        case .coordinator:
            try require(!isCoordinatorCalled, "the coordinator was called twice")
            isCoordinatorCalled = true
        }
    }

    private mutating func forgetGoneLanes() { lanes.removeAll(where: \.isGone) }
}
