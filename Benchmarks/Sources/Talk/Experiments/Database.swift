// Where a pool cannot help: a consumer that waits for a database.

import Contestants
import Foundation
import Measuring
import Payloads

struct Database: Experiment {
    let name = "database"
    let title = "A consumer with a database call of 100 ms a batch, 100 messages of 5.1 KB"
    let reading =
        "Decoding is a small part of such a consumer's time: more consumers help it, not a pool. Said plainly: do not use one here."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        for decoder in stage.decoders {
            let recipe = Recipe(sizes: [5_100], payloads: 100, batches: 2)
            let load = try Load(recipe.make(), producers: 1, plainLoop: decoder.plainLoop)
            for name in [ContestantName.plainLoop, .workerPool] {
                let contestant = try decoder.contestant(name, workers: stage.cores, producers: 1)
                let patient = Contestant(contestant.name, contestant.way.withCall, stop: { await contestant.stop() })
                contest.enter(patient, load, ["decoder": decoder.name, "size": "5.1 KB", "call": "100 ms"])
            }
        }
        return try await contest.rows(seconds: 6)
    }
}

extension Contestant.Way {
    /// The same, and 100 ms of sleep that stand for the call.
    fileprivate var withCall: Self {
        switch self {
        case .blocking(let decode):
            .blocking { producer, batch in
                let digest = try decode(producer, batch)
                Thread.sleep(forTimeInterval: 0.1)
                return digest
            }
        case .suspending(let decode):
            .suspending { producer, batch in
                let digest = try await decode(producer, batch)
                try await Task.sleep(for: .milliseconds(100))
                return digest
            }
        }
    }
}
