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

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        let counts = stage.pick(full: [1, 2, 4, 8, 16, 32, 64], quick: [1, 4, 16])
        for size in stage.pick(full: [524, 5_100, 18_800], quick: [524, 5_100]) {
            rows += try await measure(stage, "dear", size, counts, WorkerPool.JSON(Order.self)) { $0.digest }
            rows += try await measure(stage, "cheap", size, counts, ScanDecoder()) { $0.checksum }
            rows += try await measure(stage, "frozen", size, counts, FrozenJSON.Decoder()) { $0.orderDigest }
        }
        return rows
    }

    private func measure<D: WorkerPool.Decoder>(
        _ stage: Stage,
        _ decoderName: String,
        _ size: Int,
        _ counts: [Int],
        _ decoder: D,
        _ digest: @escaping @Sendable (D.Output) -> UInt64
    ) async throws -> [Row] where D.Payload == [UInt8] {
        let subject = Subject(decoder, digest: digest)
        let labels = ["decoder": decoderName, "size": Recipe.text(of: size)]
        guard stage.wants(labels) else { return [] }
        let pool = try WorkerPool()
        typealias Decode = @Sendable ([[UInt8]]) throws -> Subject<D>.Results
        let plain: Decode = { try pool.dispatchAsync($0, decoder: decoder).retrieve() }
        var rows = try await contest(stage, subject, size, counts, labels, seconds: 5) { way -> Decode in
            guard way == "lane" else { return plain }
            let lane = pool.lane(way, decoder: decoder)
            return { try lane.dispatchAsync($0).retrieve() }
        }
        let threshold = Self.threshold(rows)
        let lane = pool.lane(
            "minPayloads",
            decoder: decoder,
            minPayloads: threshold ?? counts.max()! + 1,
            decodesInPlaceWhenCheaper: false
        )
        rows += try await contest(stage, subject, size, counts, labels, ways: ["minPayloads"], seconds: 2) {
            _ -> Decode in
            { try lane.dispatchAsync($0).retrieve() }
        }
        for row in rows.indices { rows[row].metrics["wins from"] = Spread(threshold.map(Double.init) ?? .infinity) }
        await pool.shutdown()
        return rows
    }

    private func contest<D: WorkerPool.Decoder>(
        _ stage: Stage,
        _ subject: Subject<D>,
        _ size: Int,
        _ counts: [Int],
        _ labels: [String: String],
        ways: [String] = ["plain dispatch", "lane"],
        seconds: Double,
        _ make: (_ way: String) -> @Sendable ([[UInt8]]) throws -> Subject<D>.Results
    ) async throws -> [Row] where D.Payload == [UInt8] {
        let contest = Contest(stage)
        let all = Recipe(sizes: [size], payloads: counts.max()!, batches: 1).make()[0]
        for count in counts {
            let batch = Array(all.prefix(count))
            let expected = subject.digest(of: subject.decode(batch.indices, of: batch))
            let start = now()
            consume(subject.decode(batch.indices, of: batch))
            let calls = max(5, min(2_000, Int(2e6 / Double(now() - start))))
            for way in ways {
                let labels = labels.merging(["payloads": "\(count)", "way": way]) { $1 }
                let decode = make(way)
                var plain = 0.0
                contest.enter(ContestantName.plainLoop.rawValue, labels) {
                    plain = try await Self.nanoseconds(calls, expected, subject) {
                        subject.decode(batch.indices, of: batch)
                    }
                    return Figures(messagesPerSecond: Double(count) / plain * 1e9, others: ["ns/batch": plain])
                }
                contest.enter(ContestantName.workerPool.rawValue, labels) {
                    let time = try await Self.nanoseconds(calls, expected, subject) { try decode(batch) }
                    return Figures(
                        messagesPerSecond: Double(count) / time * 1e9,
                        others: ["ns/batch": time, "ns/batch over the plain loop": time - plain]
                    )
                }
            }
        }
        return try await contest.rows(seconds: seconds)
    }

    private static func nanoseconds<D>(
        _ calls: Int,
        _ expected: UInt64,
        _ subject: Subject<D>,
        _ decode: @escaping @Sendable () throws -> Subject<D>.Results
    ) async throws -> Double {
        try await onThread {
            var areRight = true
            let start = now()
            for _ in 0..<calls { areRight = try subject.digest(of: decode()) == expected && areRight }
            let time = Double(now() - start) / Double(calls)
            guard areRight else { throw WrongResults(contestant: ContestantName.workerPool.rawValue) }
            return time
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
