import Testing

@testable import WorkerPool

@Suite("Fairness between lanes, in virtual time")
struct VirtualFairnessTests {
    @Test(arguments: [1, 2, 5, 16])
    func lanesThatAlwaysHaveWorkUseTheSameTime(workers: Int) {
        var pool = VirtualPool(workers: workers)
        let costs: [UInt64] = [150_000, 1_000_000, 37_000, 4_000_000, 150_000]
        let lanes = costs.map { pool.openLane(slice: $0, slicesPerBatch: .max) }
        pool.run(slices: 2000)
        pool.expectEqualTime(lanes)
    }

    @Test(arguments: [1, 2, 5])
    func aLaneOfManySmallBatchesUsesTheSameTimeAsOneOfAGiantBatch(workers: Int) {
        var pool = VirtualPool(workers: workers)
        let lanes = [
            pool.openLane(slice: 150_000, slicesPerBatch: .max),
            pool.openLane(slice: 20_000, slicesPerBatch: 1),
            pool.openLane(slice: 90_000, slicesPerBatch: 7),
        ]
        pool.run(slices: 2000)
        pool.expectEqualTime(lanes)
    }

    @Test(arguments: [1, 2, 5])
    func aLaneThatReturnsCannotClaimTheTimeThatItWasAway(workers: Int) {
        var pool = VirtualPool(workers: workers)
        let busy = pool.openLane(slice: 150_000, slicesPerBatch: 3)
        let other = pool.openLane(slice: 150_000, slicesPerBatch: .max)
        let away = pool.openLane(slice: 150_000, slicesPerBatch: 1, isIdle: true)
        pool.run(slices: 1000)
        pool.wake(away)
        pool.forget()
        pool.run(slices: 300)
        pool.expectEqualTime([busy, other, away])
    }

    @Test(arguments: [1, 2, 5])
    func aLaneIsNotPunishedForTheTimeWhenItWasAlone(workers: Int) {
        var pool = VirtualPool(workers: workers)
        let alone = pool.openLane(slice: 150_000, slicesPerBatch: .max)
        let new = pool.openLane(slice: 150_000, slicesPerBatch: 1, isIdle: true)
        pool.run(slices: 1000)
        pool.wake(new)
        pool.forget()
        pool.run(slices: 300)
        pool.expectEqualTime([alone, new])
    }

    @Test func aBatchOfAnotherLaneWaitsForAQuantumOfAGiantOne() {
        var pool = VirtualPool(workers: 1)
        let giant = pool.openLane(slice: 150_000, slicesPerBatch: .max)
        let small = pool.openLane(slice: 10_000, slicesPerBatch: 1, isIdle: true)
        pool.run(slices: 1000)
        pool.forget()
        pool.wake(small)
        while pool.used(small) == 0, pool.used(giant) < .max / 2 { pool.run(slices: 1) }
        #expect(pool.used(small) == 10_000)
        #expect(pool.used(giant) >= Role.quantum)
        #expect(pool.used(giant) <= Role.quantum + 150_000)
    }

    @Test func equalBatchesTakeTurnsAsWholes() {
        var pool = VirtualPool(workers: 1)
        let lanes = (0..<4).map { _ in pool.openLane(slice: 150_000, slicesPerBatch: 5) }
        pool.run(slices: 100)
        pool.forget()
        var turns: [Int] = []
        for _ in 0..<100 {
            let before = lanes.map { pool.used($0) }
            pool.run(slices: 1)
            turns.append(lanes.first { pool.used($0) > before[$0] }!)
        }
        let changes = zip(turns, turns.dropFirst()).count { $0 != $1 }
        #expect(changes <= 20, "lanes took turns \(changes) times in 20 batches")
    }
}

/// Workers that decode slices of lanes that never run dry, by a clock that is a number.
private struct VirtualPool {
    private struct Lane {
        let number: Int
        let slice: UInt64
        let slicesPerBatch: Int
        var used: UInt64 = 0
    }

    /// A worker inside a batch, until the end of the slice that it decodes.
    private struct Visit {
        let batch: Batch
        var end: UInt64
        var stint = Stint()
    }

    private final class Batch {
        let lane: Int
        var ticket = Ticket(lane: 0, place: 0)
        var slicesLeft: Int

        init(lane: Int, slices: Int) {
            self.lane = lane
            slicesLeft = slices
        }
    }

    private var machine: CoordinationStateMachine<Batch>
    private var visits: [Visit?]
    private var lanes: [Lane] = []
    private var now: UInt64 = 0

    init(workers: Int) {
        machine = CoordinationStateMachine(workers: workers)
        visits = Array(repeating: nil, count: workers)
        for worker in 0..<workers { _ = machine.ready(worker, nil) }
    }

    mutating func openLane(slice: UInt64, slicesPerBatch: Int, isIdle: Bool = false) -> Int {
        lanes.append(Lane(number: machine.openLane(), slice: slice, slicesPerBatch: slicesPerBatch))
        if !isIdle { wake(lanes.count - 1) }
        return lanes.count - 1
    }

    /// Gives the lane batches enough for every worker, and from now on a new one for each that goes.
    mutating func wake(_ lane: Int) {
        for _ in visits { submit(lane) }
    }

    func used(_ lane: Int) -> UInt64 { lanes[lane].used }

    /// Counts the used time from here.
    mutating func forget() {
        for lane in lanes.indices { lanes[lane].used = 0 }
    }

    /// That no lane is ahead of another by more than the visits that were begun and not counted, and one to change over.
    func expectEqualTime(_ compared: [Int], sourceLocation: SourceLocation = #_sourceLocation) {
        let used = compared.map { lanes[$0].used }
        let slice = compared.map { lanes[$0].slice }.max()!
        #expect(
            used.max()! - used.min()! <= UInt64(visits.count + 2) * (slice + Role.quantum),
            "the lanes have used \(used)",
            sourceLocation: sourceLocation
        )
    }

    mutating func run(slices: Int) {
        for _ in 0..<slices {
            let next = visits.indices.filter { visits[$0] != nil }.min { visits[$0]!.end < visits[$1]!.end }
            guard let worker = next else { return }
            endSlice(of: worker)
        }
    }

    private mutating func submit(_ lane: Int) {
        let batch = Batch(lane: lane, slices: lanes[lane].slicesPerBatch)
        let hands = min(visits.count, lanes[lane].slicesPerBatch)
        let (ticket, wake) = machine.submit(batch, lane: lanes[lane].number, hands: hands, work: work(in: batch))!
        batch.ticket = ticket
        obey(wake)
    }

    private func work(in batch: Batch) -> UInt64 {
        UInt64(min(batch.slicesLeft, 1000)) * lanes[batch.lane].slice
    }

    /// As ``Job/work(in:as:)`` does it: the worker leaves when nothing is left, or when it was wanted elsewhere long enough.
    private mutating func endSlice(of worker: Int) {
        var visit = visits[worker]!
        let lane = visit.batch.lane
        now = visit.end
        lanes[lane].used += lanes[lane].slice
        visit.stint.add(0..<1, nanoseconds: lanes[lane].slice)
        let checkpoint = Checkpoint()
        checkpoint.set(wantsRecall: machine.wantsRecall, isCrowded: false)
        let isCalledAway = Role.worker(checkpoint).pass(&visit.stint, at: 0)
        if visit.batch.slicesLeft > 0, !isCalledAway { return begin(visit.batch, by: worker, visit.stint) }
        let isExhausted = visit.batch.slicesLeft == 0
        if isExhausted { submit(lane) }
        let departure = Departure(
            from: visit.batch.ticket,
            isExhausted ? .exhausted : .calledAway,
            nanoseconds: visit.stint.charge,
            handsWanted: min(visits.count, lanes[lane].slicesPerBatch),
            work: work(in: visit.batch),
            isCompletion: isExhausted
        )
        visits[worker] = nil
        announce(worker, departure)
    }

    private mutating func begin(_ batch: Batch, by worker: Int, _ stint: Stint = Stint()) {
        batch.slicesLeft -= 1
        visits[worker] = Visit(batch: batch, end: now + lanes[batch.lane].slice, stint: stint)
    }

    private mutating func announce(_ worker: Int, _ departure: Departure?) {
        let (assignment, wake) = machine.ready(worker, departure)
        if let batch = assignment.batch {
            // Of a batch that another worker has taken the last slice of, nothing is left.
            if batch.slicesLeft == 0 {
                return announce(worker, Departure(from: batch.ticket, .exhausted, nanoseconds: 0))
            }
            begin(batch, by: worker)
        }
        obey(wake)
    }

    private mutating func obey(_ wake: CoordinationStateMachine<Batch>.Wake) {
        switch wake {
        case .nobody: break
        case .worker(let worker): announce(worker, nil)
        case .coordinator: for worker in machine.match() { announce(worker, nil) }
        }
    }
}
