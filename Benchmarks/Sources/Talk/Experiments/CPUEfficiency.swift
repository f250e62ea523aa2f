// Whether the speed is bought with CPU.

import Contestants
import Measuring
import Payloads

struct CPUEfficiency: Experiment {
    let name = "cpu-efficiency"
    let title = "CPU a message, batches of up to 500, one producer, against a plain loop in as many processes"
    let reading = "A CPU ratio of 1 is a pool that costs nothing; the talk's was 1.3 to 1.7."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders {
            for size in stage.pick(full: Recipe.talkSizes, quick: [524, 5_100]) {
                let labels = ["decoder": decoder.name, "size": Recipe.text(of: size)]
                guard stage.wants(labels) else { continue }
                let contest = Contest(stage)
                try await contest.enter(
                    [.plainLoop, .workerPool, .workerPoolBlocking],
                    decoder,
                    try stage.recipe(decoder, sizes: [size], payloads: decoder.payloads(of: size)),
                    labels
                )
                rows += try await contest.rows(seconds: 4)
            }
        }
        return rows
    }
}
