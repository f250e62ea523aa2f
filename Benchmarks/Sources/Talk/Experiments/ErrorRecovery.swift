// What messages cost that end too early.

import Contestants
import Measuring
import Payloads

struct ErrorRecovery: Experiment {
    let name = "error-recovery"
    let title = "Error recovery: 0 to 100 % of 500 messages of 5.1 KB malformed, one producer"
    let reading = "The limit decodes the same messages up to the same errors."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            let contest = Contest(stage)
            for percent in stage.pick(full: [0, 1, 10, 100], quick: [0, 100]) {
                var recipe = try stage.recipe(decoder, sizes: [5_100], payloads: 500)
                recipe.malformed = Double(percent) / 100
                try await contest.enter(
                    [.plainLoop, .workerPool, .taskGroupByCore, .taskGroupOnOwnThreads, .threadsAndACondition],
                    decoder,
                    recipe,
                    ["decoder": decoder.name, "size": "5.1 KB", "malformed": "\(percent) %"]
                )
            }
            rows += try await contest.rows(seconds: 10, baselines: ["ratio to none malformed": ["malformed": "0 %"]])
        }
        return rows
    }
}
