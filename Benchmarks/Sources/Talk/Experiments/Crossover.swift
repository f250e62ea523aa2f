// From how many messages in a batch the pool wins.

import Contestants
import Measuring
import Payloads
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

struct Crossover: Experiment {
    let name = "crossover"
    let title = "Crossover: batches of 1 to 64 messages, blocking retrieve, against a plain loop"
    let reading =
        "'plain dispatch' is always handed over; a 'lane' learns by itself what is too little; 'minPayloads' is set to where the plain dispatch begins to win. The talk: from 25 messages at 18 KB, 50 at 5 KB, 100 at 500 B."

    private static let all = [
        CrossoverWays("dear", Subject(WorkerPool.JSON(Order.self)) { $0.digest }),
        CrossoverWays("cheap", Subject(ScanDecoder()) { $0.checksum }),
        CrossoverWays("frozen", Subject(FrozenJSON.Decoder()) { $0.orderDigest }),
    ]

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
        let makers = [
            (name: "plain dispatch", make: ways.plainDispatch),
            (name: "lane", make: ways.lane),
        ]
        var rows = try await contest(stage, ways, makers, pool, size, counts, labels, seconds: 5)
        let threshold = Self.threshold(rows)
        let told = (name: "minPayloads", make: { @Sendable in ways.minPayloads($0, threshold ?? counts.max()! + 1) })
        rows += try await contest(stage, ways, [told], pool, size, counts, labels, seconds: 2)
        for row in rows.indices { rows[row].metrics["wins from"] = Spread(threshold.map(Double.init) ?? .infinity) }
        await pool.shutdown()
        // The plain loop was measured beside each of them, which is what their ratios are for.
        return rows.filter { $0.contestant == ContestantName.workerPool.rawValue }
    }

    private func contest(
        _ stage: Stage,
        _ ways: CrossoverWays,
        _ makers: [(name: String, make: @Sendable (WorkerPool) -> CrossoverWays.Decode)],
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
                let decode = make(pool)
                var plain = 0.0
                contest.enter(ContestantName.plainLoop.rawValue, labels) {
                    let cost = try await Self.cost(calls, .plainLoop, expected) { try ways.plainLoop(batch) }
                    plain = cost.nanoseconds
                    return cost.figures(messages: count)
                }
                contest.enter(ContestantName.workerPool.rawValue, labels) {
                    let cost = try await Self.cost(calls, .workerPool, expected) { try decode(batch) }
                    var figures = cost.figures(messages: count)
                    figures.others["ns/batch over the plain loop"] = cost.nanoseconds - plain
                    return figures
                }
            }
        }
        return try await contest.rows(seconds: seconds, isShuffled: false)
    }

    /// Of one batch.
    private struct Cost: Sendable {
        var nanoseconds: Double
        var cpuSeconds: Double

        func figures(messages: Int) -> Figures {
            Figures(
                messagesPerSecond: Double(messages) / nanoseconds * 1e9,
                cpuMicrosecondsPerMessage: cpuSeconds * 1e6 / Double(messages),
                others: ["ns/batch": nanoseconds]
            )
        }
    }

    private static func cost(
        _ calls: Int,
        _ contestant: ContestantName,
        _ expected: UInt64,
        _ decode: @escaping @Sendable () throws -> UInt64
    ) async throws -> Cost {
        try await onThread {
            var areRight = true
            let cpu = processCPU()
            let start = now()
            for _ in 0..<calls { areRight = try decode() == expected && areRight }
            let time = Double(now() - start) / Double(calls)
            guard areRight else { throw WrongResults(contestant: contestant.rawValue) }
            return Cost(nanoseconds: time, cpuSeconds: (processCPU() - cpu) / Double(calls))
        }
    }

    /// The smallest batch from which the plain dispatch and all greater ones win.
    private static func threshold(_ rows: [Row]) -> Int? {
        let dispatched = rows.filter {
            $0.labels["way"] == "plain dispatch" && $0.contestant == ContestantName.workerPool.rawValue
        }
        var threshold: Int?
        for row in dispatched.reversed() {
            guard row.metrics["ratio to plain loop"]!.median >= 1 else { break }
            threshold = row.labels["payloads"].flatMap { Int($0) }
        }
        return threshold
    }
}
