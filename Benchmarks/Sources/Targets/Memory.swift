// Resident memory of an idle worker.

import ArgumentParser
import Foundation
import WorkerPool

struct Memory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Resident memory for each idle worker: processes with a pool of 64 and of 1, in turn."
    )

    @Option var rounds = 11

    func run() async throws {
        var rounds = Rounds()
        for _ in 0..<self.rounds {
            let few = try Resident.measure(workers: 1)
            let many = try Resident.measure(workers: 64)
            rounds.add("KB for each idle worker of 64", Double(many - few) / 63)
        }
        rounds.report("Resident memory", unit: "KB", subjects: [])
    }
}

/// Started by `memory`: makes a pool and prints its process's resident memory.
struct Resident: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints resident memory with a pool.",
        shouldDisplay: false
    )

    @Option var workers = 64

    func run() async throws {
        let pool = try WorkerPool(workers: workers)
        try await Task.sleep(for: .milliseconds(50))  // the workers have parked
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        print(line.filter(\.isNumber))
        await pool.shutdown()
    }

    /// Kilobytes.
    static func measure(workers: Int) throws -> Int {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["resident", "--workers", String(workers)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
}
