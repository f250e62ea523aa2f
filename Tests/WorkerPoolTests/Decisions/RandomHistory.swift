import TestSupport

@testable import WorkerPool

/// What clients did before somebody with little to do came, as a seed would have it.
///
/// They come and go, with payloads of microseconds to seconds and batches of one payload to a thousand; they keep a lane
/// or open one for each batch, have several batches in flight, or pause; they cancel what they have in flight, or a
/// backlog; the process is stopped for a minute while workers are inside; and at times nobody has anything to do.
struct RandomHistory {
    let pool: VirtualPool
    private var random: SplitMix
    private let most: Int
    private var clients: [VirtualPool.Client] = []

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        pool = VirtualPool(workers: Int.random(in: 1...8, using: &random))
        most = Int.random(in: 1...(random.oneIn(2) ? 8 : 64), using: &random)
    }

    /// Somebody with little to do comes, and dispatches a batch of one small payload to let its lane learn the cost.
    func openSmallLane() throws -> VirtualPool.Client {
        let client = pool.open(VirtualPool.Load(cost: 20_000))
        pool.dispatch(client)
        try pool.finish(client)
        return client
    }

    /// Lets something happen so many times; somebody has something to do at the end.
    mutating func run(events: Int) {
        for _ in 0..<events {
            happen()
            pass(steps: Int.random(in: 1...20, using: &random))
        }
        if !clients.contains(where: \.goesOn) { come() }
    }

    /// Lets time pass, as much as so many steps of the pool take, or some microseconds to milliseconds.
    mutating func pass(steps: Int) {
        if random.oneIn(2) {
            pool.run(for: time(1e3, 3e6), steps: steps)
        } else {
            for _ in 0..<steps { pool.step() }
        }
    }

    private mutating func happen() {
        switch Int.random(in: 0..<11, using: &random) {
        case 0..<5: for _ in 0..<Int.random(in: 1...max(1, most / 3), using: &random) { come() }
        case 5: for client in some() { pool.stop(client) }
        case 6:
            for client in some() {
                pool.stop(client)
                pool.cancel(client)
            }
        case 7:
            for client in some() {
                for _ in 0..<20 { pool.dispatch(client) }
                pool.cancel(client)
            }
        case 8: pool.stall(for: 60_000_000_000)
        case 9:
            for client in clients { pool.stop(client) }
            if random.oneIn(2) { for client in clients { pool.cancel(client) } }
            pool.run(for: time(1e4, 5e9), steps: 100)
        default: for client in some() where !client.goesOn && client.batches.isEmpty { pool.start(client) }
        }
    }

    private mutating func some() -> [VirtualPool.Client] {
        var some: [VirtualPool.Client] = []
        for client in clients where random.oneIn(3) { some.append(client) }
        return some
    }

    /// A client comes, in the place of one that has nothing to do if there are many.
    private mutating func come() {
        if clients.count >= most {
            guard let index = clients.firstIndex(where: { !$0.goesOn && $0.batches.isEmpty }) else { return }
            pool.close(clients.remove(at: index))
        }
        let cost = random.oneIn(4) ? time(1e6, 3e9) : time(1e3, 1e6)
        let mostPayloads = max(1, min(1000, 50_000_000 / cost))
        let client = pool.open(
            VirtualPool.Load(
                cost: cost,
                payloads: random.oneIn(3) ? 1 : Int.random(in: 1...Int(mostPayloads), using: &random),
                inFlight: Int.random(in: 1...4, using: &random),
                pause: random.oneIn(3) ? time(1e3, 1e7) : 0,
                opensLanes: random.oneIn(5)
            )
        )
        clients.append(client)
        pool.start(client)
    }

    /// Any order of magnitude is as likely as the others.
    private mutating func time(_ least: Double, _ most: Double) -> UInt64 {
        var time = Double.random(in: least..<10 * least, using: &random)
        for _ in 0..<Int.random(in: 0..<8, using: &random) where time * 10 < most { time *= 10 }
        return UInt64(min(time, most))
    }
}
