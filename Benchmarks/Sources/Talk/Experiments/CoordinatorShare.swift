// What the coordinator's thread itself uses, by its own clock.

import Contestants
import Measuring
import Payloads

struct CoordinatorShare: Experiment {
    let name = "coordinator"
    let title = "The coordinator's own share of the time, batches of 100, by the number of producers"
    let reading = "Read from the scheduler's count of its thread. The talk: blocked 99.9 % of the time, overhead ~0 %."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        for decoder in stage.decoders {
            for producers in stage.pick(full: [1, 8, 64], quick: [8]) {
                let size = decoder.name == "cheap" ? 524 : 5_100
                var recipe = try stage.recipe(decoder, sizes: [size], payloads: 100, milliseconds: 100)
                recipe.batches = max(recipe.batches, producers)
                let batches = recipe.make()
                let contestant = try decoder.contestant(.workerPool, workers: stage.cores, producers: producers)
                let load = try Load(batches, producers: producers, plainLoop: decoder.plainLoop)
                let labels = ["decoder": decoder.name, "size": Recipe.text(of: size), "producers": "\(producers)"]
                contest.enter(contestant.name, labels) {
                    let before = ThreadClocks(prefix: "workerpool-co")
                    let run = try await drive(contestant, load)
                    let after = ThreadClocks(prefix: "workerpool-co")
                    var figures = Figures(run)
                    let time = Double(after.total - before.total)
                    figures.others["blocked %"] = 100 * (1 - time / Double(run.nanoseconds))
                    figures.others["% of the pool's CPU"] = 100 * time / (run.cpuSeconds * 1e9)
                    figures.others["wake-ups/batch"] =
                        Double(after.totalSwitches - before.totalSwitches) / Double(batches.count)
                    return figures
                }
                contest.atEnd { await contestant.stop() }
            }
        }
        return try await contest.rows(seconds: 10)
    }
}
