import Testing

@testable import WorkerPool

@Suite("Fairness between lanes, in virtual time", .timeLimit(.minutes(5)))
struct VirtualFairnessTests {
    @Test(arguments: [1, 2, 5, 16])
    func `lanes that always have work use the same time`(workers: Int) {
        let pool = VirtualPool(workers: workers)
        let costs: [UInt64] = [150_000, 1_000_000, 37_000, 4_000_000, 150_000]
        let clients = costs.map { start(cost: $0, payloads: .giant, in: pool) }
        expectEqualTime(clients, in: pool, steps: 3000)
    }

    @Test(arguments: [1, 2, 5])
    func `a lane of many small batches uses the same time as one of a giant batch`(workers: Int) {
        let pool = VirtualPool(workers: workers)
        let clients = [
            start(cost: 150_000, payloads: .giant, in: pool),
            start(cost: 20_000, payloads: 1, in: pool),
            start(cost: 90_000, payloads: 7, in: pool),
        ]
        expectEqualTime(clients, in: pool, steps: 3000)
    }

    /// However long one payload takes: up to ``Policy/largestLead``, for all workers that are inside of such at a time.
    @Test(arguments: [1, 2, 3])
    func `lanes whose payloads differ by orders of magnitude use the same time`(workers: Int) {
        let pool = VirtualPool(workers: workers)
        let clients = [300_000_000, 20_000_000, 300_000_000, 1_000_000].map { start(cost: $0, payloads: 10, in: pool) }
        for _ in 0..<20_000 { pool.step() }
        let used = clients.map { Double($0.used) / Double(clients[3].used) }
        #expect(used.allSatisfy { (0.9...1.1).contains($0) }, "the lanes have used \(used)")
    }

    @Test(arguments: [1, 2, 5])
    func `a lane that returns cannot claim the time that it was away`(workers: Int) {
        let pool = VirtualPool(workers: workers)
        let busy = start(cost: 150_000, payloads: 3, in: pool)
        let other = start(cost: 150_000, payloads: .giant, in: pool)
        let away = open(cost: 150_000, payloads: 1, in: pool)
        for _ in 0..<1000 { pool.step() }
        pool.start(away)
        expectEqualTime([busy, other, away], in: pool, steps: 300)
    }

    @Test(arguments: [1, 2, 5])
    func `a lane is not punished for the time when it was alone`(workers: Int) {
        let pool = VirtualPool(workers: workers)
        let alone = start(cost: 150_000, payloads: .giant, in: pool)
        let new = open(cost: 150_000, payloads: 1, in: pool)
        for _ in 0..<1000 { pool.step() }
        pool.start(new)
        expectEqualTime([alone, new], in: pool, steps: 300)
    }

    @Test func `a batch of another lane waits for a quantum of a giant one`() {
        let pool = VirtualPool(workers: 1)
        let giant = start(cost: 150_000, payloads: .giant, in: pool)
        let small = open(cost: 10_000, payloads: 1, in: pool)
        for _ in 0..<1000 { pool.step() }
        let before = giant.used
        let batch = pool.dispatch(small)
        while batch.begun == nil, pool.step() {}
        #expect(giant.used - before >= Policy.quantum)
        #expect(giant.used - before <= Policy.quantum + 150_000)
    }

    @Test func `equal batches take turns as wholes`() {
        let pool = VirtualPool(workers: 1)
        for _ in 0..<4 { _ = start(cost: 150_000, payloads: 5, in: pool) }
        for _ in 0..<100 { pool.step() }
        var lanes: [Int] = []
        for _ in 0..<200 {
            if let stay = pool.stays[0], stay.batch.lane.serial != lanes.last { lanes.append(stay.batch.lane.serial) }
            pool.step()
        }
        #expect(lanes.count >= 20)
        #expect(lanes.count <= 30, "lanes took turns \(lanes.count) times in some 25 batches")
    }

    /// Each of them comes to the present, while the giant's lane is ahead of it by its last part.
    @Test(arguments: [1, 2, 4])
    func `a giant batch does not starve beside new lanes`(inFlight: Int) {
        let pool = VirtualPool(workers: 1)
        let giant = start(cost: 150_000, payloads: .giant, in: pool)
        let others = pool.open(VirtualPool.Load(cost: 200_000, inFlight: inFlight, opensLanes: true))
        pool.start(others)
        for _ in 0..<5000 { pool.step() }
        let share = Double(giant.used) / Double(giant.used + others.used)
        let fair = 1 / Double(inFlight + 1)
        #expect(share > 0.8 * fair, "the giant had \(share) of the time, and \(fair) is its share")
    }

    @Test func `a stop of the process is held against nobody for long`() {
        let pool = VirtualPool(workers: 2)
        let clients = (0..<4).map { _ in start(cost: 150_000, payloads: 5, in: pool) }
        for _ in 0..<100 { pool.step() }
        pool.stall(for: 60_000_000_000)
        for _ in 0..<10 { pool.step() }
        let before = clients.map(\.used)
        // Two lanes were charged a minute; the others use what that may count, and each of them as much.
        pool.run(for: 2 * 4 * Policy.largestLead / 2)
        let used = zip(clients, before).map { $0.used - $1 }
        #expect(used.allSatisfy { $0 > Policy.largestLead / 4 }, "the lanes have used \(used)")
    }

    // MARK: Clients

    private func open(cost: UInt64, payloads: Int, in pool: VirtualPool) -> VirtualPool.Client {
        pool.open(VirtualPool.Load(cost: cost, payloads: payloads, inFlight: pool.stays.count + 1))
    }

    private func start(cost: UInt64, payloads: Int, in pool: VirtualPool) -> VirtualPool.Client {
        let client = open(cost: cost, payloads: payloads, in: pool)
        pool.start(client)
        return client
    }

    /// That in so many steps none uses more than another by more than the visits that were begun and not counted, and
    /// one to change over.
    private func expectEqualTime(
        _ clients: [VirtualPool.Client],
        in pool: VirtualPool,
        steps: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let before = clients.map(\.used)
        for _ in 0..<steps { pool.step() }
        let used = zip(clients, before).map { $0.used - $1 }
        let slice = clients.reduce(150_000) { max($0, $1.load.cost) }
        #expect(
            used.max()! - used.min()! <= UInt64(pool.stays.count + 2) * (slice + Policy.quantum),
            "the lanes have used \(used)",
            sourceLocation: sourceLocation
        )
    }
}

extension Int {
    /// Payloads of a batch that goes on for ever.
    fileprivate static let giant = 1_000_000
}
