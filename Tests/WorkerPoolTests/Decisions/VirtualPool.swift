import TestSupport

@testable import WorkerPool

/// Workers that decode, and clients that dispatch, in virtual time.
///
/// What decides is the pool's own: the state machine, the visits, the hands a batch is worth, the sizes of slices. The
/// rest is as a job and a worker do it, but that a wake takes no time, nor does anything else except decoding.
final class VirtualPool {
    private enum Event {
        case sliceEnd(worker: Int)
        case dispatch(Client)
    }

    private(set) var now: UInt64 = 1_000_000_000
    private(set) var machine: StateMachine<Batch, Int>
    /// What each worker is inside of; nil while it is parked.
    private(set) var stays: [Stay?]
    private let cpus: Int
    /// How many lanes were opened.
    private(set) var lanes = 0
    private var events = EventQueue<Event>()
    /// Told of each batch that a worker comes to.
    var onEnter: ((Batch) -> Void)?

    init(workers: Int) {
        machine = StateMachine(workers: Array(0..<workers), cpus: max(2, workers))
        stays = Array(repeating: nil, count: workers)
        cpus = max(2, workers)
        for worker in 0..<workers { announce(worker, after: nil) }
    }

    // MARK: Clients

    /// A client comes, with a new lane; it dispatches nothing by itself yet.
    func open(_ load: Load) -> Client { Client(load, lane: load.opensLanes ? nil : openLane()) }

    /// The client dispatches what it keeps in flight, and from now on another batch for each that is over.
    func start(_ client: Client) {
        client.goesOn = true
        for _ in 0..<client.load.inFlight { dispatch(client) }
    }

    /// The client dispatches nothing more.
    func stop(_ client: Client) { client.goesOn = false }

    /// The client is gone, which must have no batches left.
    func close(_ client: Client) {
        if let lane = client.lane { machine.close(lane: lane.number) }
    }

    private func openLane() -> Lane {
        lanes += 1
        return Lane(number: machine.openLane(), serial: lanes)
    }

    @discardableResult
    func dispatch(_ client: Client) -> Batch {
        let lane = client.lane ?? openLane()
        let batch = Batch(of: client, lane: lane, at: now)
        batch.handsWanted = hands(for: batch)
        client.batches.append(batch)
        let effects = machine.submit(batch, lane: lane.number, hands: batch.handsWanted, work: batch.work)
        batch.ticket = effects.ticket ?? .none
        if client.lane == nil { machine.close(lane: lane.number) }
        obey(effects)
        return batch
    }

    /// The client cancels everything that it has in flight.
    func cancel(_ client: Client) {
        for batch in client.batches where batch.inside > 0 {
            let rest = batch.unclaimed
            batch.unclaimed = 0
            batch.inside -= rest
            let isCompletion = batch.inside == 0
            obey(machine.end(batch.ticket, isCompletion: isCompletion))
            if isCompletion { finish(batch) }
        }
    }

    private func finish(_ batch: Batch) {
        let client = batch.client
        client.batches.removeAll { $0 === batch }
        if client.goesOn { events.push(.dispatch(client), at: now + client.load.pause) }
    }

    // MARK: Time

    /// The process is stopped for so long.
    func stall(for nanoseconds: UInt64) {
        now += nanoseconds
        events.shift(by: nanoseconds)
        for worker in stays.indices { stays[worker]?.end += nanoseconds }
    }

    /// Lets the next thing happen.
    ///
    /// - Returns: false if nothing will.
    @discardableResult
    func step() -> Bool {
        guard let (time, event) = events.pop() else { return false }
        now = time
        switch event {
        case .sliceEnd(let worker): endSlice(of: worker)
        case .dispatch(let client): if client.goesOn { dispatch(client) }
        }
        return true
    }

    /// Time passes until nothing of the client is left.
    func finish(_ client: Client) throws {
        var left = 100_000
        while !client.batches.isEmpty {
            try require(left > 0 && step(), "a batch is never over")
            left -= 1
        }
    }

    /// Time passes, or as much of it as it takes for that many things to happen.
    func run(for nanoseconds: UInt64, steps: Int = .max) {
        let end = now + nanoseconds
        var left = steps
        while let next = events.first, next <= end {
            guard left > 0 else { return }
            left -= 1
            step()
        }
        now = end
    }

    // MARK: Workers

    private func announce(_ worker: Int, after last: Visit?, completing batch: Batch? = nil) {
        let effects = machine.ready(worker, after: last)
        stays[worker] = nil
        if case .decode(let next, let ticket)? = effects.next {
            enter(next, ticket, worker, callsMore: effects.wantsMore)
        }
        obey(effects)
        if let batch { finish(batch) }
    }

    private func enter(_ batch: Batch, _ ticket: Ticket, _ worker: Int, callsMore: Bool) {
        let visit = Visit(by: .worker, of: ticket, at: now)
        guard batch.inside > 0 else { return announce(worker, after: visit) }
        batch.inside += 1
        if batch.begun == nil { batch.begun = now }
        if callsMore { batch.owesFanOut = true }
        stays[worker] = Stay(batch: batch, begun: now, visit: visit)
        onEnter?(batch)
        beginSlice(of: worker)
    }

    private func beginSlice(of worker: Int) {
        guard let stay = stays[worker] else { return }
        let batch = stay.batch
        guard batch.unclaimed > 0 else { return leave(worker, .exhausted) }
        let size = Policy.sliceSize(
            remaining: batch.unclaimed,
            hands: batch.handsWanted,
            cost: batch.cost,
            previous: stay.visit.lastSlice
        )
        batch.unclaimed -= size
        stays[worker]?.slice = size
        let end = now + UInt64(size) * batch.client.load.cost
        stays[worker]?.end = end
        events.push(.sliceEnd(worker: worker), at: end)
    }

    private func endSlice(of worker: Int) {
        guard let stay = stays[worker] else { return }
        let (batch, size) = (stay.batch, stay.slice)
        batch.inside -= size
        let duration = stays[worker]!.visit.add(size, until: now)
        batch.client.used += duration
        batch.decoded += size
        batch.nanoseconds += duration
        let measured = Double(duration) / Double(size)
        batch.cost = Policy.corrected(batch.cost, measured)
        if stay.visit.nanoseconds + duration >= Policy.alone && batch.owesFanOut {
            batch.owesFanOut = false
            obey(machine.fanOut())
        }
        let leaves = stays[worker]!.visit.leaves(isRecalled: machine.signals().wantsRecall, isCrowded: false)
        if batch.unclaimed == 0 {
            leave(worker, .exhausted)
        } else if leaves {
            leave(worker, .recalled)
        } else if batch.handsWanted < stays.count, hands(for: batch) > batch.handsWanted {
            batch.handsWanted = hands(for: batch)
            leave(worker, .understaffed)
        } else {
            beginSlice(of: worker)
        }
    }

    private func leave(_ worker: Int, _ ending: Visit.Ending) {
        guard let stay = stays[worker] else { return }
        let batch = stay.batch
        batch.inside -= 1
        var visit = stay.visit
        visit.ending = ending
        visit.handsWanted = batch.handsWanted
        visit.work = batch.work
        visit.isCompletion = batch.inside == 0
        if visit.isCompletion { learn(batch) }
        announce(worker, after: visit, completing: visit.isCompletion ? batch : nil)
    }

    private func learn(_ batch: Batch) {
        guard !batch.client.load.opensLanes, batch.nanoseconds > 0 else { return }
        batch.client.cost = Policy.learned(batch.client.cost, Double(batch.nanoseconds) / Double(batch.decoded))
    }

    private func hands(for batch: Batch) -> Int {
        Policy.hands(remaining: batch.unclaimed, cost: batch.cost, workers: stays.count, cpus: cpus)
    }

    private func obey(_ effects: StateMachine<Batch, Int>.Effects) {
        if let worker = effects.wake { announce(worker, after: nil) }
        if effects.callsCoordinator {
            for worker in machine.match().wakes { announce(worker, after: nil) }
        }
    }
}
