// Many producers on one pool: throughput and the latency of each batch.

import Contestants
import Measuring
import Payloads

struct Contention: Experiment {
    let name = "contention"
    let title = "Contention: 1 to 64 producers, equal batches of 100, and batches of 10 beside one of 10,000"
    let reading =
        "Mixed: the latencies are those of the batches of 10 alone, while one producer dispatches 10,000 at a time; the limit decodes those 10,000."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            rows += try await equal(decoder, stage)
            rows += try await mixed(decoder, stage)
        }
        return rows
    }

    /// With a decoder of Foundation's the smallest messages, or a round would take too long.
    private func size(_ decoder: DecoderUnderTest) -> Int { ["cheap", "frozen"].contains(decoder.name) ? 5_100 : 524 }

    /// The same batches by however many producers, in the same rounds.
    private func equal(_ decoder: DecoderUnderTest, _ stage: Stage) async throws -> [Row] {
        guard stage.wants(["decoder": decoder.name, "batches": "equal"]) else { return [] }
        let contest = Contest(stage)
        // Short turns, so that there are many rounds; but each producer has two batches at least.
        let recipe = try stage.recipe(decoder, sizes: [size(decoder)], payloads: 100)
        let limit = try Limit(decoder, recipe, batches: recipe.make(), count: stage.cores)
        for producers in stage.pick(full: [1, 3, 5, 8, 64], quick: [1, 8]) {
            let labels = labels(decoder, producers, "equal")
            guard stage.wants(labels) else { continue }
            let batches = Recipe(sizes: recipe.sizes, payloads: 100, batches: max(recipe.batches, 2 * producers)).make()
            let load = try Load(batches, producers: producers, plainLoop: decoder.plainLoop)
            for name in ContestantName.all {
                contest.enter(try decoder.contestant(name, workers: stage.cores, producers: producers), load, labels)
            }
            contest.enter(limit, labels)
        }
        contest.atEnd { limit.stop() }
        return try await contest.rows(seconds: 35, baselines: ["ratio to 1 producer": ["producers": "1"]])
    }

    private func mixed(_ decoder: DecoderUnderTest, _ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        guard stage.wants(["decoder": decoder.name, "batches": "mixed"]) else { return [] }
        // One giant batch a turn: beside 64 fair lanes it takes seconds.
        let recipe = Recipe(sizes: [size(decoder)], payloads: 10_000, batches: 1)
        let giant = recipe.make()
        let limit = try Limit(decoder, recipe, batches: giant, count: stage.cores)
        contest.atEnd { limit.stop() }
        for producers in stage.pick(full: [3, 8, 64], quick: [8]) {
            let labels = labels(decoder, producers, "mixed")
            guard stage.wants(labels) else { continue }
            let small = Recipe(sizes: [size(decoder)], payloads: 10, batches: 4 * producers).make()
            let shares = (0..<producers).map { $0 == 0 ? giant : Array(small[(4 * $0)..<(4 * $0 + 4)]) }
            let load = try Load(shares: shares, othersRepeat: true, plainLoop: decoder.plainLoop)
            for name in ContestantName.all {
                contest.enter(
                    try decoder.contestant(name, workers: stage.cores, producers: producers),
                    load,
                    labels,
                    latenciesOf: 1..<producers
                )
            }
            contest.enter(limit, labels)
        }
        return try await contest.rows(seconds: 12)
    }

    private func labels(_ decoder: DecoderUnderTest, _ producers: Int, _ batches: String) -> [String: String] {
        [
            "decoder": decoder.name, "size": Recipe.text(of: size(decoder)), "producers": "\(producers)",
            "batches": batches,
        ]
    }
}
