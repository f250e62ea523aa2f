// The talk's four patterns and everything else with one producer, 500 messages a batch, by size.

import Contestants
import Measuring
import Payloads

struct FourPatterns: Experiment {
    let name = "four-patterns"
    let title = "Throughput of 500 messages a batch, one producer, by size"
    let reading =
        "The limit is as many separate processes as cores: what is missing to 1 is the price of one process and one producer."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in DecoderUnderTest.measured {
            for size in stage.pick(full: Recipe.talkSizes, quick: [524, 5_100]) {
                var recipe = Recipe(sizes: [size], payloads: 500, batches: 1)
                let cost = try decoder.cost(of: recipe.make()[0])
                recipe.batches = stage.batches(of: 500 * cost)
                rows += try await Contest(
                    decoder: decoder,
                    recipe: recipe,
                    workers: stage.cores,
                    labels: ["decoder": decoder.name, "size": Recipe.text(of: size)]
                )
                .rows(stage, seconds: 14)
            }
        }
        return rows
    }
}

extension Stage {
    /// How many batches make a turn of some 30 ms on all cores, where a batch takes one core `nanoseconds`.
    func batches(of nanoseconds: Double, most: Int = 64) -> Int {
        max(1, min(most, Int(30e6 * Double(cores) / nanoseconds)))
    }
}
