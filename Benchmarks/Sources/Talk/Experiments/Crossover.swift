// From how many messages in a batch the pool wins.

import Contestants
import Measuring
import Payloads
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

struct Crossover: Experiment {
    let name = "crossover"
    let title = "Crossover: batches of 1 to 64 messages, one at a time, against a plain loop"
    let reading =
        "'plain dispatch' is always handed over; a 'lane' learns by itself what is too little; 'minPayloads' is set to where the plain dispatch begins to win. The talk: from 25 messages at 18 KB, 50 at 5 KB, 100 at 500 B."

    private static let all = [
        CrossoverWays("dear", Subject(WorkerPool.JSON(Order.self)) { $0.digest }),
        CrossoverWays("cheap", Subject(ScanDecoder()) { $0.checksum }),
        CrossoverWays("frozen", Subject(FrozenJSON.Decoder()) { $0.orderDigest }),
    ]

    private typealias Maker = (
        name: String, make: @Sendable (WorkerPool, _ isAwaited: Bool) throws -> CrossoverWays.Way
    )

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        let counts = stage.pick(full: [1, 2, 4, 8, 16, 32, 64], quick: [1, 4, 16])
        for size in stage.pick(full: [524, 5_100, 18_800], quick: [524, 5_100]) {
            for ways in Self.all { rows += try await measure(stage, ways, size, counts) }
        }
        return rows
    }

    private func measure(_ stage: Stage, _ ways: CrossoverWays, _ size: Int, _ counts: [Int]) async throws -> [Row] {
        let labels = ["decoder": ways.decoderName, "size": Recipe.text(of: size)]
        guard stage.wants(labels) else { return [] }
        let pool = try WorkerPool()
        let makers: [Maker] = [("plain dispatch", ways.plainDispatch), ("lane", ways.lane)]
        var rows = try await contest(stage, ways, makers, pool, size, counts, labels, seconds: 5)
        let awaited = Self.threshold(rows, .workerPool)
        let blocking = Self.threshold(rows, .workerPoolBlocking)
        let never = counts.max()! + 1
        let told: Maker = ("minPayloads", { try ways.minPayloads($0, ($1 ? awaited : blocking) ?? never, $1) })
        rows += try await contest(stage, ways, [told], pool, size, counts, labels, seconds: 2)
        await pool.shutdown()
        // The plain loop was measured beside each of them, which is what their ratios are for.
        rows.removeAll { $0.contestant == ContestantName.plainLoop.rawValue }
        for row in rows.indices {
            let threshold = rows[row].contestant == ContestantName.workerPool.rawValue ? awaited : blocking
            rows[row].metrics["wins from"] = Spread(threshold.map(Double.init) ?? .infinity)
        }
        return rows
    }

    private func contest(
        _ stage: Stage,
        _ ways: CrossoverWays,
        _ makers: [Maker],
        _ pool: WorkerPool,
        _ size: Int,
        _ counts: [Int],
        _ labels: [String: String],
        seconds: Double
    ) async throws -> [Row] {
        let contest = Contest(stage)
        let all = Recipe(sizes: [size], payloads: counts.max()!, batches: 1).make()[0]
        for count in counts {
            let batch = Array(all.prefix(count))
            let expected = try ways.plainLoop(batch)
            let start = now()
            consume(try ways.plainLoop(batch))
            let calls = max(5, min(2_000, Int(2e6 / Double(now() - start))))
            for (name, make) in makers {
                let labels = labels.merging(["payloads": "\(count)", "way": name]) { $1 }
                var plain = 0.0
                func enter(_ name: ContestantName, _ way: CrossoverWays.Way) {
                    contest.enter(name.rawValue, labels) {
                        guard let cost = try await CallCost.measure(calls, way, batch, expected: expected) else {
                            throw WrongResults(contestant: name.rawValue)
                        }
                        var figures = cost.figures(messages: count)
                        if name == .plainLoop {
                            plain = cost.nanoseconds
                        } else {
                            figures.others["ns/batch over the plain loop"] = cost.nanoseconds - plain
                        }
                        return figures
                    }
                }
                enter(.plainLoop, .blocking { try ways.plainLoop($1) })
                enter(.workerPool, try make(pool, true))
                enter(.workerPoolBlocking, try make(pool, false))
            }
        }
        return try await contest.rows(seconds: seconds, isShuffled: false)
    }

    /// The smallest batch from which the plain dispatch and all greater ones win.
    private static func threshold(_ rows: [Row], _ name: ContestantName) -> Int? {
        let dispatched = rows.filter { $0.labels["way"] == "plain dispatch" && $0.contestant == name.rawValue }
        var threshold: Int?
        for row in dispatched.reversed() {
            guard let ratio = row.metrics["ratio to plain loop"], ratio.median >= 1 else { break }
            threshold = row.labels["payloads"].flatMap { Int($0) }
        }
        return threshold
    }
}
