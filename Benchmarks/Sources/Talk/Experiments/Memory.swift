// Memory by the size of the pool, idle and active, in processes of their own.

import ArgumentParser
import Contestants
import Foundation
import Measuring
import Payloads

struct Memory: Experiment {
    let name = "memory"
    let title = "Memory by the number of workers, idle and active"
    let reading =
        "KB a worker: the process's resident memory less that of one without workers, which decodes in a plain loop, divided; without code: of heap and stacks alone, for the pool's own pages of the executable come once a process. Active: after decoding 5.1 KB messages on all of them, beside hand-made threads that decode the same. The talk: 300 KB a worker."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        for activity in ["idle", "active"] {
            var without = Occupied()
            contest.enter(ContestantName.plainLoop.rawValue, ["workers": "0", "activity": activity]) {
                without = try Self.measure(.plainLoop, workers: 0, activity)
                return Figures(others: ["KB": without.resident])
            }
            for workers in stage.pick(full: [5, 10, 20, 64], quick: [20]) {
                for name in [ContestantName.workerPool, .threadsAndACondition] {
                    let labels = ["workers": "\(workers)", "activity": activity]
                    contest.enter(name.rawValue, labels) {
                        let with = try Self.measure(name, workers: workers, activity)
                        return Figures(
                            others: [
                                "KB": with.resident,
                                "KB/worker": (with.resident - without.resident) / Double(workers),
                                "KB/worker without code": (with.anonymous - without.anonymous) / Double(workers),
                            ]
                        )
                    }
                }
            }
        }
        return try await contest.rows(seconds: 20, isShuffled: false)
    }

    /// Kilobytes of a process.
    private struct Occupied {
        /// Everything, pages of the executable among them.
        var resident = 0.0
        /// Heap and stacks.
        var anonymous = 0.0
    }

    private static func measure(_ name: ContestantName, workers: Int, _ activity: String) throws -> Occupied {
        let process = try SeparateProcesses(count: 1) { _ in
            ["resident-process", "--contestant", name.rawValue, "--workers", String(workers), "--activity", activity]
        }
        defer { process.stop() }
        let answer = process.ask("now")[0].compactMap { Double($0) }
        return Occupied(resident: answer[0], anonymous: answer[1])
    }
}

/// Started by `memory`: makes a contestant, lets it decode or not, and says what its process occupies.
struct ResidentProcess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resident-process",
        abstract: "Says the resident memory of a process with a pool.",
        shouldDisplay: false
    )

    @Option var contestant: String
    @Option var workers: Int
    @Option var activity: String

    func run() async throws {
        guard let name = ContestantName(rawValue: contestant) else { throw ValidationError("no such contestant") }
        let decoder = DecoderUnderTest.dear
        let payloads = 64 * 40
        let batch = Recipe(sizes: [5_100], payloads: payloads, batches: 1).make()[0]
        let contestant = try decoder.contestant(name, workers: workers, producers: 1)
        if activity == "active" { _ = try await drive(contestant, Load(unchecked: [[batch]])) }
        try await Task.sleep(for: .milliseconds(30))  // the threads have parked
        answer("ready")
        while readLine() != nil {
            answer("\(Resident.kilobytes(of: "VmRSS:")) \(Resident.kilobytes(of: "RssAnon:"))")
        }
        await contestant.stop()
    }
}
