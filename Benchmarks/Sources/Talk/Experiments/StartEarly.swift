// Dispatch first and retrieve late: decoding in the time that a batch would otherwise wait.

import Contestants
import Measuring
import Payloads
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

struct StartEarly: Experiment {
    let name = "start-early"
    let title = "100 messages dispatched, then 5 ms of something else, then retrieved; against decoding at that moment"
    let reading =
        "Milliseconds from the batch's arrival to its results in hand. The something else waits, as a job in a queue does, or computes."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        try enter(contest, "dear", 5_100, WorkerPool.JSON(Order.self)) { Int($0.total) }
        try enter(contest, "cheap", 18_800, ScanDecoder()) { Int($0.total) }
        try enter(contest, "frozen", 18_800, FrozenJSON.Decoder()) { $0["total"].int ?? 0 }
        return try await contest.rows(seconds: 9)
    }

    private func enter<D: WorkerPool.Decoder>(
        _ contest: Contest,
        _ decoderName: String,
        _ size: Int,
        _ decoder: D,
        _ total: @escaping @Sendable (D.Output) -> Int
    ) throws where D.Payload == [UInt8] {
        let batch = Recipe(sizes: [size], payloads: 100, batches: 1).make()[0]
        let pool = try WorkerPool()
        let lane = pool.lane("early", decoder: decoder)
        contest.atEnd { await pool.shutdown() }
        let subject = Subject(decoder) { UInt64(truncatingIfNeeded: total($0)) }
        let expected = subject.digest(of: subject.decode(batch.indices, of: batch))

        func enter(
            _ name: ContestantName,
            _ moment: String,
            _ task: @escaping @Sendable (Other) async throws -> UInt64
        ) {
            let others: [(String, Other)] = [("waits", Self.wait), ("computes", Self.compute)]
            for (what, other) in others {
                let labels = [
                    "decoder": decoderName, "size": Recipe.text(of: size), "meanwhile": what, "decoding": moment,
                ]
                contest.enter(name.rawValue, labels) {
                    let start = now()
                    guard try await task(other) == expected else { throw WrongResults(contestant: name.rawValue) }
                    return Figures(others: ["ms": Double(now() - start) / 1e6])
                }
            }
        }
        enter(.workerPool, "early") { other in
            let future = lane.dispatchAsync(batch)
            try await other()
            return subject.digest(of: try await future.retrieve())
        }
        enter(.workerPool, "at retrieve") { other in
            try await other()
            return subject.digest(of: try await lane.decode(batch))
        }
        enter(.plainLoop, "at retrieve") { other in
            try await other()
            return subject.digest(of: subject.decode(batch.indices, of: batch))
        }
    }

    /// What a consumer does meanwhile.
    private typealias Other = @Sendable () async throws -> Void

    @Sendable private static func wait() async throws { try await Task.sleep(for: .milliseconds(5)) }

    @Sendable private static func compute() {
        let end = now() + 5_000_000
        while now() < end {}
    }
}
