// What more consumers do to the pool, and what their threads do without it.

import Contestants
import Measuring
import Payloads

struct ThreadsPlusPool: Experiment {
    let name = "threads-plus-pool"
    let title = "1, 5 and 10 consumers, decoding themselves or with a pool of as many workers as cores"
    let reading =
        "The plain loop is threads that decode themselves, which in Swift, unlike in Ruby, run in parallel; consumers of the pool are tasks, or threads that block. The talk lost 61 to 76 % by threads beside the pool."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            for size in stage.pick(full: [1_700, 6_000, 64_000, 163_000], quick: [6_000]) {
                guard stage.wants(["decoder": decoder.name, "size": Recipe.text(of: size)]) else { continue }
                let contest = Contest(stage)
                let turn = try stage.recipe(decoder, sizes: [size], payloads: 100)
                for concurrency in [1, 5, 10] {
                    var recipe = turn
                    recipe.batches = max(10, turn.batches / 10 * 10)
                    recipe.payloads = turn.batches >= 10 ? 100 : max(10, turn.batches * 10)
                    try await contest.enter(
                        [.plainLoop, .workerPool, .workerPoolBlocking],
                        decoder,
                        recipe,
                        producers: concurrency,
                        hasLimit: false,
                        ["decoder": decoder.name, "size": Recipe.text(of: size), "concurrency": "\(concurrency)"]
                    )
                }
                rows += try await contest.rows(
                    seconds: 4,
                    baselines: ["ratio to concurrency 1": ["concurrency": "1"]]
                )
            }
        }
        return rows
    }
}
