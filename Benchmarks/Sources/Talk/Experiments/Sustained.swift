// A minute of load without a pause.

import Contestants
import Foundation
import Measuring
import Payloads

struct Sustained: Experiment {
    let name = "sustained"
    let title = "Sustained load: 60 seconds, three producers, batches of 500 messages of 5.1 KB"
    let reading =
        "Each figure's spread is over the slices of the minute; the limit and the plain loop are measured before and after. What grows is told in MB."

    func rows(_ stage: Stage) async throws -> [Row] {
        let seconds = stage.seconds ?? stage.pick(full: 60, quick: 4)
        let decoder = DecoderUnderTest.dear
        guard stage.wants(["decoder": decoder.name]) else { return [] }
        let recipe = try stage.recipe(decoder, sizes: [5_100], payloads: 500, milliseconds: 600)
        let batches = recipe.make()
        let load = try Load(batches, producers: 3, plainLoop: decoder.plainLoop)
        let limit = try Limit(decoder, recipe, batches: batches, count: stage.cores)
        let contestant = try decoder.contestant(.workerPool, workers: stage.cores, producers: 3)
        let labels = ["decoder": decoder.name, "size": "5.1 KB", "producers": "3"]

        let plainLoop = try decoder.plainLoop
        var limits: [Figures] = []
        var loops: [Figures] = []
        func measureOthers() async throws {
            for _ in 0..<stage.pick(full: 3, quick: 1) {
                limits.append(try limit.run())
                loops.append(Figures(try await drive(plainLoop, load)))
            }
        }
        try await measureOthers()
        _ = try await drive(contestant, load)
        var slices: [Figures] = []
        var memory: [Double] = []
        let end = now() + UInt64(seconds * 1e9)
        while now() < end {
            stage.progress.show("\((end - min(now(), end)) / 1_000_000_000) s left")
            slices.append(Figures(try await drive(contestant, load)))
            memory.append(Resident.megabytes)
        }
        try await measureOthers()
        await contestant.stop()
        limit.stop()

        let rates = slices.compactMap(\.messagesPerSecond)
        var latencies = Latencies()
        for slice in slices { latencies.record(turn: slice.latencies) }
        let third = max(1, rates.count / 3)
        var metrics = Self.metrics(slices, against: limits)
        metrics["ratio to plain loop"] = Self.ratio(rates, to: loops.compactMap(\.messagesPerSecond))
        metrics["last third / first third"] = Spread(
            Spread(Array(rates.suffix(third))).median / Spread(Array(rates.prefix(third))).median
        )
        metrics["grown MB"] = Spread((memory.last ?? 0) - (memory.first ?? 0))
        latencies.add(to: &metrics)
        return [
            row(.plainLoop, rounds: loops.count, Self.metrics(loops, against: limits)),
            row(.workerPool, rounds: slices.count, metrics),
            row(.limit, rounds: limits.count, Self.metrics(limits, against: limits)),
        ]

        func row(_ name: ContestantName, rounds: Int, _ metrics: [String: Spread]) -> Row {
            Row(labels: labels, contestant: name.rawValue, rounds: rounds, metrics: metrics)
        }
    }

    /// Speed and CPU, also as ratios to the limit's median, for nothing runs in the same round here.
    private static func metrics(_ figures: [Figures], against limits: [Figures]) -> [String: Spread] {
        let speeds = figures.compactMap(\.messagesPerSecond)
        let cpu = figures.compactMap(\.cpuMicrosecondsPerMessage)
        return [
            "messages/s": Spread(speeds),
            "CPU µs/message": Spread(cpu),
            "ratio to limit": ratio(speeds, to: limits.compactMap(\.messagesPerSecond)),
            "cpu ratio": ratio(cpu, to: limits.compactMap(\.cpuMicrosecondsPerMessage)),
        ]
    }

    private static func ratio(_ figures: [Double], to others: [Double]) -> Spread {
        let median = Spread(others).median
        return Spread(figures.map { $0 / median })
    }
}
