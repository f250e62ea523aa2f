// What decoding does to everything else in the process: how late a task that sleeps 1 ms wakes.

import Contestants
import Measuring
import Payloads
import WorkerPool

struct Heartbeat: Experiment {
    let name = "heartbeat"
    let title =
        "Heartbeat: how late a task that sleeps 1 ms wakes, while two consumers decode batches of 500 messages of 5.1 KB"
    let reading =
        "The figures in ms are the heartbeat's lateness, not a batch's. The pool's rows tell the workers' priority; helping is off where a thread asks."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        for decoder in stage.decoders { rows += try await measure(stage, decoder) }
        return rows
    }

    private func measure(_ stage: Stage, _ decoder: DecoderUnderTest) async throws -> [Row] {
        let contest = Contest(stage)
        let recipe = try stage.recipe(
            decoder,
            sizes: [5_100],
            payloads: 500,
            milliseconds: 200
        )
        var even = recipe
        even.batches = max(2, recipe.batches / 2 * 2)
        let load = try Load(even.make(), producers: 2, plainLoop: decoder.plainLoop)

        let quiet = ["decoder": decoder.name, "priority": ""]
        contest.enter("nothing runs", quiet) {
            let heart = Heart()
            try await Task.sleep(for: .milliseconds(300))
            return Figures(latencies: await heart.stop())
        }
        func enter(_ contestant: Contestant<[UInt8]>, priority: String = "") {
            let labels = ["decoder": decoder.name, "priority": priority]
            contest.enter(contestant.name, labels) {
                let heart = Heart()
                var figures = Figures(try await drive(contestant, load))
                figures.latencies = await heart.stop()
                return figures
            }
            contest.atEnd { await contestant.stop() }
        }
        let priorities: [(String, WorkerPool.Configuration.Priority)] = [
            ("normal", .normal), ("nice 5", .nice(5)), ("nice 10", .nice(10)), ("nice 19", .nice(19)),
            ("batch", .batch),
            ("idle", .idle),
        ]
        for (name, priority) in stage.pick(full: priorities, quick: [priorities[0], priorities[2]]) {
            enter(try Self.pool(decoder, stage, priority, isAwaited: true), priority: name)
        }
        enter(try Self.pool(decoder, stage, .normal, isAwaited: false), priority: "normal")
        for name in ContestantName.others where name != .plainLoop {
            enter(try decoder.contestant(name, workers: stage.cores, producers: 2))
        }
        return try await contest.rows(seconds: 18)
    }

    private static func pool(
        _ decoder: DecoderUnderTest,
        _ stage: Stage,
        _ priority: WorkerPool.Configuration.Priority,
        isAwaited: Bool
    ) throws -> Contestant<[UInt8]> {
        var configuration = WorkerPool.Configuration()
        configuration.workers = stage.cores
        configuration.priority = priority
        configuration.retrieveHelps = false
        return try decoder.pool(configuration, producers: 2, isAwaited: isAwaited)
    }
}
