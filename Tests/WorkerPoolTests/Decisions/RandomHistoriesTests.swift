import TestSupport
import Testing

@testable import WorkerPool

/// Any debt or credit, of any number of lanes, from any history: nobody with little to do pays for it.
@Suite("Whatever happened before", .timeLimit(.minutes(5)))
struct RandomHistoriesTests {
    /// See ``RandomHistory`` for what happens, and ``Wait`` for what a part of each lane is; 10,000 histories.
    @Test(arguments: 0..<4)
    func `one small payload at a time waits for at most a part of each lane`(quarter: UInt64) {
        Seeds.each(2_500) { seed in
            var history = RandomHistory(seed: seed &+ quarter << 48)
            var small = try history.openSmallLane()
            history.run(events: 6)
            if seed % 2 == 0 { small = try history.openSmallLane() }
            for _ in 0..<5 {
                try Wait.measure(small, in: history.pool)
                history.pass(steps: 10)
            }
        }
    }

    @Test func `nor does it wait longer after a long history, or later`() {
        Seeds.each(50) { seed in
            var history = RandomHistory(seed: seed)
            let small = try history.openSmallLane()
            history.run(events: 40)
            for _ in 0..<50 {
                try Wait.measure(small, in: history.pool)
                history.pass(steps: 10)
            }
        }
    }

    @Test(arguments: [(lanes: 10, inFlight: 2), (lanes: 64, inFlight: 4)])
    func `two payloads of more than a second shut nobody out`(lanes: Int, inFlight: Int) throws {
        let pool = VirtualPool(workers: 2)
        let slow = pool.open(VirtualPool.Load(cost: 1_200_000_000, payloads: 2))
        for _ in 0..<lanes { pool.start(pool.open(VirtualPool.Load(cost: 50_000, payloads: 500, inFlight: inFlight))) }
        pool.run(for: 100_000_000)
        pool.dispatch(slow)
        try pool.finish(slow)
        let small = pool.open(VirtualPool.Load(cost: 20_000))
        try expectShortWaits(of: small, in: pool)
    }

    @Test func `nor do clients that open a lane for each batch`() throws {
        let pool = VirtualPool(workers: 1)
        pool.start(pool.open(VirtualPool.Load(cost: 4_000_000, inFlight: 4, opensLanes: true)))
        let small = pool.open(VirtualPool.Load(cost: 20_000))
        try expectShortWaits(of: small, in: pool)
    }

    @Test func `nor does a batch whose payloads are almost as long as a part`() throws {
        let pool = VirtualPool(workers: 1)
        for _ in 0..<8 { pool.start(pool.open(VirtualPool.Load(cost: 990_000, payloads: 8, inFlight: 2))) }
        let small = pool.open(VirtualPool.Load(cost: 20_000))
        try expectShortWaits(of: small, in: pool)
    }

    private func expectShortWaits(of small: VirtualPool.Client, in pool: VirtualPool) throws {
        pool.dispatch(small)
        try pool.finish(small)
        for _ in 0..<50 {
            try Wait.measure(small, in: pool)
            pool.run(for: 1_000)
        }
    }
}
