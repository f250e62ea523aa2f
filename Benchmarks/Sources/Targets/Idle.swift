// What an idle pool does: nothing.

import ArgumentParser
import Foundation
import WorkerPool

struct Idle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Context switches of an idle pool's threads, after it has worked."
    )

    @Option var seconds = 5.0

    func run() async throws {
        let pool = try WorkerPool(workers: 2)
        consume(try await pool.dispatchAsync(Array(0..<100_000), decoder: Doubling()).retrieve())
        try await Task.sleep(for: .milliseconds(100))  // the workers have parked
        let before = Self.switches()
        try await Task.sleep(for: .seconds(seconds))
        let after = Self.switches()
        print("\nContext switches of an idle pool's threads in \(seconds) s")
        for (thread, count) in after.sorted(by: { $0.key < $1.key }) {
            print("  \(thread): \(count - (before[thread] ?? 0))")
        }
        await pool.shutdown()
    }

    private static func switches() -> [String: Int] {
        var counts: [String: Int] = [:]
        for task in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? [] {
            guard let status = try? String(contentsOfFile: "/proc/self/task/\(task)/status", encoding: .utf8) else {
                continue
            }
            let lines = status.split(separator: "\n")
            guard let name = lines.first?.dropFirst("Name:\t".count), name.hasPrefix("workerpool-") else { continue }
            counts[String(name)] = lines.filter { $0.contains("ctxt_switches") }
                .compactMap { Int($0.split(separator: "\t").last ?? "") }.reduce(0, +)
        }
        return counts
    }
}
