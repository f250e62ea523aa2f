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
        "KB a worker: the process's resident memory less that of one without workers, divided. Active: after decoding 5.1 KB messages on all of them, beside a pool of threads that decodes the same. The talk: 300 KB a worker."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        for activity in ["idle", "active"] {
            for workers in stage.pick(full: [5, 10, 20, 64], quick: [20]) {
                for name in [ContestantName.workerPool, .threadsAndACondition] {
                    let labels = ["workers": "\(workers)", "activity": activity]
                    contest.enter(name.rawValue, labels) {
                        let without = try Self.kilobytes(name, workers: 0, activity)
                        let with = try Self.kilobytes(name, workers: workers, activity)
                        return Figures(others: ["KB": with, "KB/worker": (with - without) / Double(workers)])
                    }
                }
            }
        }
        return try await contest.rows(seconds: 20)
    }

    private static func kilobytes(_ name: ContestantName, workers: Int, _ activity: String) throws -> Double {
        let process = try SeparateProcesses(count: 1) { _ in
            ["resident-process", "--contestant", name.rawValue, "--workers", String(workers), "--activity", activity]
        }
        defer { process.stop() }
        return process.ask("now").first?.first.flatMap { Double($0) } ?? .nan
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
        let effective = workers == 0 ? ContestantName.plainLoop : name
        let contestant = try decoder.contestant(effective, workers: max(1, workers), producers: 1)
        if activity == "active" { _ = try await drive(contestant, Load(unchecked: [[batch]])) }
        try await Task.sleep(for: .milliseconds(30))  // the threads have parked
        answer("ready")
        while readLine() != nil { answer(String(Resident.kilobytes(of: "VmRSS:"))) }
        await contestant.stop()
    }
}
