// Resident memory of an idle worker.

import ArgumentParser
import Measuring
import WorkerPool

struct Memory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Resident memory for each idle worker: processes with a pool of 64 and of 1, in turn."
    )

    @Option var rounds = 11

    func run() async throws {
        var rounds = Rounds()
        for _ in 0..<self.rounds {
            let few = try ResidentProcess.kilobytes(workers: 1)
            let many = try ResidentProcess.kilobytes(workers: 64)
            rounds.add("KB for each idle worker of 64", (many - few) / 63)
        }
        rounds.report("Resident memory", unit: "KB", subjects: [])
    }
}

/// Started by `memory`: makes a pool and says its process's resident memory.
struct ResidentProcess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resident",
        abstract: "Says resident memory with a pool.",
        shouldDisplay: false
    )

    @Option var workers = 64

    func run() async throws {
        let pool = try WorkerPool(workers: workers)
        try await Task.sleep(for: .milliseconds(50))  // the workers have parked
        answer("ready")
        while readLine() != nil { answer(String(Resident.kilobytes(of: "VmRSS:"))) }
        await pool.shutdown()
    }

    static func kilobytes(workers: Int) throws -> Double {
        let process = try SeparateProcesses(count: 1) { _ in ["resident", "--workers", String(workers)] }
        defer { process.stop() }
        return process.ask("now").first?.first.flatMap { Double($0) } ?? .nan
    }
}
