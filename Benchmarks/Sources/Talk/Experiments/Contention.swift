// Many producers on one pool: throughput and the latency of each batch, with equal and with mixed batches.

import Contestants
import Measuring
import Payloads

struct Contention: Experiment {
    let name = "contention"
    let title = "Contention: 1 to 64 producers, equal batches of 100, and batches of 10 beside one of 10,000"
    let reading =
        "Mixed: the latencies are those of the batches of 10 alone, while one producer dispatches 10,000 at a time."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in DecoderUnderTest.measured {
            for producers in stage.pick(full: [1, 3, 5, 8, 64], quick: [1, 8, 64]) {
                rows += try await equal(decoder, producers, stage)
            }
            for producers in stage.pick(full: [3, 8, 64], quick: [8]) {
                rows += try await mixed(decoder, producers, stage)
            }
        }
        return rows
    }

    /// The same 192 batches by however many producers.
    private func equal(_ decoder: DecoderUnderTest, _ producers: Int, _ stage: Stage) async throws -> [Row] {
        let size = decoder.name == "cheap" ? 5_100 : 524
        return try await Contest(
            decoder: decoder,
            recipe: Recipe(sizes: [size], payloads: 100, batches: 192),
            producers: producers,
            workers: stage.cores,
            labels: [
                "decoder": decoder.name, "size": Recipe.text(of: size), "producers": "\(producers)", "batches": "equal",
            ]
        )
        .rows(stage, seconds: 12)
    }

    private func mixed(_ decoder: DecoderUnderTest, _ producers: Int, _ stage: Stage) async throws -> [Row] {
        let size = decoder.name == "cheap" ? 5_100 : 524
        let giant = Recipe(sizes: [size], payloads: 10_000, batches: 2).make()
        let small = Recipe(sizes: [size], payloads: 10, batches: 4 * producers).make()
        let shares = (0..<producers).map { $0 == 0 ? giant : Array(small[(4 * $0)..<(4 * $0 + 4)]) }
        let load = try await Load(shares: shares, othersRepeat: true, plainLoop: decoder.plainLoop)
        let labels = [
            "decoder": decoder.name, "size": Recipe.text(of: size), "producers": "\(producers)", "batches": "mixed",
        ]
        let entrants = try ContestantName.all.map {
            try decoder.contestant($0, workers: stage.cores, producers: producers)
        }
        var tally = Tally()
        try await takeTurns(entrants.count, stage, seconds: 8, labels) { turn, counts in
            let run = try await drive(entrants[turn], load)
            if counts { tally.add(entrants[turn].name, run, latenciesOf: 1..<producers) }
        }
        for entrant in entrants { await entrant.stop() }
        return tally.rows(labels)
    }
}
