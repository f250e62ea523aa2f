// A minute of load without a pause.

import Contestants
import Foundation
import Measuring
import Payloads

struct Sustained: Experiment {
    let name = "sustained"
    let title = "Sustained load: 60 seconds, three producers, batches of 500 messages of 5.1 KB"
    let reading =
        "Each figure's spread is over the slices of the minute; the limit is measured before and after. What grows is told in MB."

    func rows(_ stage: Stage) async throws -> [Row] {
        let seconds = stage.pick(full: 60.0, quick: 4)
        let decoder = DecoderUnderTest.dear
        guard stage.wants(["decoder": decoder.name]) else { return [] }
        let recipe = try stage.recipe(decoder, sizes: [5_100], payloads: 500, milliseconds: 600)
        let batches = recipe.make()
        let load = try Load(batches, producers: 3, plainLoop: decoder.plainLoop)
        let limit = try Limit(decoder, recipe, batches: batches, count: stage.cores)
        let contestant = try decoder.contestant(.workerPool, workers: stage.cores, producers: 3)
        let labels = ["decoder": decoder.name, "size": "5.1 KB", "producers": "3"]

        var speeds = [try limit.run().messagesPerSecond ?? 0]
        _ = try await drive(contestant, load)
        var slices: [Run] = []
        var memory: [Double] = []
        let end = now() + UInt64(seconds * 1e9)
        while now() < end {
            stage.progress.show("sustained: \((end - min(now(), end)) / 1_000_000_000) s left")
            slices.append(try await drive(contestant, load))
            memory.append(Resident.megabytes)
        }
        speeds.append(try limit.run().messagesPerSecond ?? 0)
        await contestant.stop()
        limit.stop()

        let rates = slices.map { Double($0.messages) / Double($0.nanoseconds) * 1e9 }
        let mean = speeds.reduce(0, +) / 2
        var latencies = Latencies()
        for slice in slices { latencies.record(turn: Array(slice.latencies.joined())) }
        let third = max(1, rates.count / 3)
        var metrics = [
            "messages/s": Spread(rates),
            "ratio to limit": Spread(rates.map { $0 / mean }),
            "last third / first third": Spread(
                Spread(Array(rates.suffix(third))).median / Spread(Array(rates.prefix(third))).median
            ),
            "grown MB": Spread((memory.last ?? 0) - (memory.first ?? 0)),
        ]
        latencies.add(to: &metrics)
        return [
            Row(labels: labels, contestant: contestant.name, metrics: metrics),
            Row(labels: labels, contestant: ContestantName.limit.rawValue, metrics: ["messages/s": Spread(speeds)]),
        ]
    }
}
