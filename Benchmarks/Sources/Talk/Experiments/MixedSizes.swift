// What production looks like: all sizes in one batch, shuffled.

import Contestants
import Measuring
import Payloads

struct MixedSizes: Experiment {
    let name = "mixed-sizes"
    let title = "Mixed sizes: 524 B to 78 KB shuffled in batches of 100, one producer"
    let reading = "Whoever cuts a batch by count waits for the part with the big ones."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            let contest = Contest(stage)
            let recipe = try stage.recipe(decoder, sizes: Recipe.talkSizes, payloads: 100)
            for workers in stage.pick(full: [1, 2, 5, 8], quick: [2]) {
                try await contest.enter(
                    workers == stage.cores ? ContestantName.all : [.plainLoop, .workerPool],
                    decoder,
                    recipe,
                    workers: workers,
                    ["decoder": decoder.name, "size": "mixed", "workers": "\(workers)"]
                )
            }
            rows += try await contest.rows(seconds: 12)
        }
        return rows
    }
}
