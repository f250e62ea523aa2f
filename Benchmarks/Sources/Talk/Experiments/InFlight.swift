// One consumer that has several batches in flight, as one that reads a stream has.

import Contestants
import Measuring
import Payloads

struct InFlight: Experiment {
    let name = "in-flight"
    let title = "Four batches of one consumer in flight, awaited"
    let reading =
        "What a consumer of a stream gets. Each contestant has four batches in flight, the pool in one lane; the task groups have a task for each."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            for (payloads, size) in stage.pick(
                full: [(500, 5_100), (500, 524), (100, 5_100), (100, 524)],
                quick: [(500, 5_100), (100, 524)]
            ) {
                let labels = ["decoder": decoder.name, "size": Recipe.text(of: size), "payloads": "\(payloads)"]
                guard stage.wants(labels) else { continue }
                let contest = Contest(stage)
                let recipe = try stage.recipe(decoder, sizes: [size], payloads: payloads)
                let load = try Load(recipe.make(), producers: 4, plainLoop: decoder.plainLoop)
                contest.enter(try decoder.consumer(workers: stage.cores), load, labels)
                try await contest.enter(
                    [.taskGroupByCore, .taskGroupOnOwnThreads, .threadsAndACondition],
                    decoder,
                    recipe,
                    producers: 4,
                    labels
                )
                rows += try await contest.rows(seconds: 6)
            }
        }
        return rows
    }
}
