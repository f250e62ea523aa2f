// The talk's four patterns and everything else with one producer, by size.

import Contestants
import Measuring
import Payloads

struct FourPatterns: Experiment {
    let name = "four-patterns"
    let title = "Throughput of batches of up to 500 messages, one producer, by size"
    let reading =
        "The limit is as many separate processes as cores: what is missing to 1 is the price of one process and one producer."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            for size in stage.pick(full: Recipe.talkSizes, quick: [524, 5_100]) {
                let labels = ["decoder": decoder.name, "size": Recipe.text(of: size)]
                guard stage.wants(labels) else { continue }
                let contest = Contest(stage)
                try await contest.enter(
                    ContestantName.all,
                    decoder,
                    try stage.recipe(decoder, sizes: [size], payloads: decoder.payloads(of: size)),
                    labels
                )
                rows += try await contest.rows(seconds: 9)
            }
        }
        return rows
    }
}

extension Stage {
    /// Batches for a turn of some 30 ms on all cores.
    func recipe(_ decoder: DecoderUnderTest, sizes: [Int], payloads: Int, milliseconds: Double = 30) throws -> Recipe {
        let sample = Recipe(sizes: sizes, payloads: min(payloads, 40), batches: 1).make()[0]
        let batch = try decoder.cost(of: sample) * Double(payloads)
        let batches = Int(milliseconds * 1e6 * Double(cores) / batch)
        return Recipe(sizes: sizes, payloads: payloads, batches: max(1, min(128, batches)))
    }
}
