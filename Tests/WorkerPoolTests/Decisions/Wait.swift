import TestSupport

@testable import WorkerPool

/// How long a small batch, of a known cost, waits for a worker, and how long it may.
///
/// While it waits no worker is idle. So as many times as there are workers, its wait is what they still did of the batches
/// that they were inside of when it came, and what they did of others since:
///
/// - Of the first kind, each worker has the rest of its payload, or a quantum and a slice if its payloads are shorter.
/// - Of the others, each lane has one part: ``Policy/longestPart``, or a payload that takes longer, since that cannot be
///   cut. If further workers come to it while the first is there, whose time is not counted before it comes back, each of
///   them has a quantum and a slice, or a payload. Of the lanes that waited, only those count to which a worker went, and
///   lanes that were opened later have nothing.
struct Wait {
    private let pool: VirtualPool
    private let batch: VirtualPool.Batch
    /// For each lane, by its serial, how many workers were there at a time that came since.
    private var lanes: [Int: Int] = [:]
    private var room: UInt64 = 0
    /// How many lanes there had been when it came.
    private let opened: Int

    private var nanoseconds: UInt64 { (batch.begun ?? pool.now) - batch.dispatched }
    private var limit: UInt64 { room / UInt64(pool.stays.count) }

    /// The client dispatches a batch, and time passes until a worker comes to it; then until it is over.
    ///
    /// - Returns: How long it waited, in nanoseconds.
    /// - Throws: If that was too long.
    @discardableResult
    static func measure(_ client: VirtualPool.Client, in pool: VirtualPool) throws -> UInt64 {
        var wait = Wait(for: client, in: pool)
        try wait.untilBegun()
        try pool.finish(client)
        return wait.nanoseconds
    }

    private init(for client: VirtualPool.Client, in pool: VirtualPool) {
        self.pool = pool
        opened = pool.lanes
        for case let stay? in pool.stays {
            let rest = stay.end - pool.now
            room += stay.batch.client.load.cost < Policy.quantum ? max(rest, Self.longestStay(in: stay.batch)) : rest
        }
        batch = pool.dispatch(client)
    }

    private static func longestStay(in batch: VirtualPool.Batch) -> UInt64 {
        let cost = batch.client.load.cost
        return cost < Policy.quantum ? Policy.quantum + max(UInt64(Policy.slice), cost) : cost
    }

    private mutating func untilBegun() throws {
        var entered: [VirtualPool.Batch] = []
        pool.onEnter = { entered.append($0) }
        defer { pool.onEnter = nil }
        while batch.begun == nil {
            pool.step()
            for other in entered where other !== batch { count(other) }
            entered.removeAll(keepingCapacity: true)
            try require(
                nanoseconds <= limit,
                "\(nanoseconds) ns of at most \(limit), for \(pool.stays.count) workers and \(lanes.count) other lanes"
            )
        }
    }

    private mutating func count(_ other: VirtualPool.Batch) {
        guard other.lane.serial <= opened else { return }
        let before = lanes[other.lane.serial] ?? 0
        let now = pool.stays.count { stay in
            guard let stay else { return false }
            return stay.batch.lane.serial == other.lane.serial && stay.begun >= batch.dispatched
        }
        lanes[other.lane.serial] = max(before, now)
        if before == 0 { room += max(Policy.longestPart, other.client.load.cost) }
        if now > max(before, 1) { room += Self.longestStay(in: other) }
    }
}
