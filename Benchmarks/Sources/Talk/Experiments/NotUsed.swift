// What the library costs where it is there and not used.

import Contestants
import Measuring
import WorkerPool

struct NotUsed: Experiment {
    let name = "not-used"
    let title = "Not used: a batch of 10 trivial payloads below minPayloads, decoded in place"
    let reading =
        "The talk: 56 ns a batch, for a look at a flag and a nil; here the batch is decoded, and its results are handed back in a future."

    private struct Doubling: WorkerPool.Decoder {
        @inline(never)
        func decode(_ payload: Int) -> Int { payload &* 2 }
    }

    func rows(_ stage: Stage) async throws -> [Row] {
        let calls = 20_000
        let payloads = Array(0..<10)
        var configuration = WorkerPool.Configuration()
        configuration.minPayloads = 50
        let pool = try WorkerPool(configuration)
        let lane = pool.lane("not used", decoder: Doubling())
        let decoder = Doubling()
        let contest = Contest(stage)
        var plain = 0.0
        contest.enter(ContestantName.plainLoop.rawValue, [:]) {
            plain =
                1000
                * microseconds(calls: calls) {
                    var results: [Result<Int, Never>] = []
                    results.reserveCapacity(payloads.count)
                    for payload in payloads { results.append(.success(decoder.decode(payload))) }
                    consume(results)
                }
            return Figures(others: ["ns/batch": plain])
        }
        contest.enter(ContestantName.workerPool.rawValue, [:]) {
            let start = now()
            for _ in 0..<calls { consume(try await lane.decode(payloads)) }
            let time = Double(now() - start) / Double(calls)
            return Figures(others: ["ns/batch": time, "ns/batch over the plain loop": time - plain])
        }
        contest.atEnd { await pool.shutdown() }
        return try await contest.rows(seconds: 2, isShuffled: false)
    }
}
