// More workers, on as many cores as there are.

import Contestants
import Measuring
import Payloads

struct Scaling: Experiment {
    let name = "scaling"
    let title = "Scaling: 1 to 16 workers, batches of 500 messages of 5.1 KB, one producer"
    let reading =
        "Beyond the number of cores nothing can be won; what counts is that nothing is lost. With as many workers as cores the pool is asked by a thread that blocks, too."

    /// Those that can be told how many threads to have, or into how many parts to cut.
    private let contestants: [ContestantName] = [
        .plainLoop, .workerPool, .workerPoolBlocking, .taskGroupByCore, .taskGroupOnOwnThreads, .operationQueue,
        .nioThreadPool, .threadsAndACondition, .prePartitioned, .ephemeral, .supervisor,
    ]

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            let contest = Contest(stage)
            let recipe = try stage.recipe(decoder, sizes: [5_100], payloads: 500)
            for workers in stage.pick(full: [1, 2, 3, 5, 8, 16], quick: [1, 2, 8, 16]) {
                try await contest.enter(
                    contestants.filter { $0 != .workerPoolBlocking || workers == stage.cores },
                    decoder,
                    recipe,
                    workers: workers,
                    ["decoder": decoder.name, "size": "5.1 KB", "workers": "\(workers)"]
                )
            }
            rows += try await contest.rows(seconds: 15, baselines: ["ratio to 2 workers": ["workers": "2"]])
        }
        return rows
    }
}
