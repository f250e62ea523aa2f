// One consumer that has several batches in flight, as one that reads a stream has.

import Contestants
import Measuring
import Payloads

struct InFlight: Experiment {
    let name = "in-flight"
    let title = "Four batches of one consumer in flight, awaited"
    let reading =
        "What a consumer of a stream gets. The pool's starts four batches ahead and collects them in order; the others have four producers."

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
                let batches = recipe.make()
                let expected = try Load(batches, producers: 1, plainLoop: decoder.plainLoop).expected?.first
                let consumer = try decoder.consumer(workers: stage.cores, ahead: 4)
                contest.atEnd { await consumer.stop() }
                contest.enter(ContestantName.workerPool.rawValue, labels) {
                    try await Self.run(consumer, batches, expected)
                }
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

    private static func run(
        _ consumer: Consumer<[UInt8]>,
        _ batches: [[[UInt8]]],
        _ expected: [UInt64]?
    ) async throws -> Figures {
        let cpu = processCPU()
        let start = now()
        let digests = try await consumer.decode(batches)
        let seconds = Double(now() - start) / 1e9
        guard digests == expected else { throw WrongResults(contestant: ContestantName.workerPool.rawValue) }
        let messages = Double(batches.map(\.count).reduce(0, +))
        return Figures(
            messagesPerSecond: messages / seconds,
            cpuMicrosecondsPerMessage: (processCPU() - cpu) * 1e6 / messages
        )
    }
}
