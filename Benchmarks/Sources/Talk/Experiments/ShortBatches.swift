// What an endless loop of short batches does to everything else in the process: decoded in place, they never suspend.

import Contestants
import Measuring
import Payloads
import WorkerPool

struct ShortBatches: Experiment {
    let name = "short-batches"
    let title =
        "Short batches: a loop of `lane.decode` for each core, 60 checksums of 524 B, some 35 µs, and a task that sleeps 1 ms beside it"
    let reading =
        "'in place' decodes where it is awaited, which the lane has learned is cheaper, and lets others run every half a millisecond; 'handed over' is told not to. The figures in ms are the heartbeat's lateness."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        let subject = Subject(ScanDecoder()) { $0.checksum }
        let batches = Recipe(sizes: [524], payloads: 60, batches: 4_000).make()
        let load = try Load(
            batches,
            producers: stage.cores,
            plainLoop: .make(.plainLoop, subject, workers: 1, producers: 1)
        )
        contest.enter("nothing runs", ["decoding": ""]) {
            let heart = Heart()
            try await Task.sleep(for: .milliseconds(300))
            return Figures(latencies: await heart.stop())
        }
        for (decoding, isInPlace) in [("in place", true), ("handed over", false)] {
            let pool = try WorkerPool(workers: stage.cores)
            var settings = WorkerPool.LaneSettings()
            settings.decodesInPlace = isInPlace
            let lanes = try (0..<stage.cores)
                .map {
                    try pool.lane("producer \($0)", decoder: subject.decoder, settings: settings)
                }
            let contestant = Contestant<[UInt8]>(
                ContestantName.workerPool.rawValue,
                .lanes(lanes, subject, isAwaited: true),
                stop: { await pool.shutdown() }
            )
            contest.enter(contestant.name, ["decoding": decoding]) {
                let heart = Heart()
                var figures = Figures(try await drive(contestant, load))
                figures.latencies = await heart.stop()
                return figures
            }
            contest.atEnd { await contestant.stop() }
        }
        return try await contest.rows(seconds: 10)
    }
}
