// What an idle pool does: nothing.

import ArgumentParser
import Foundation
import Measuring
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
        let before = ThreadClocks(prefix: "workerpool-").switches
        try await Task.sleep(for: .seconds(seconds))
        let after = ThreadClocks(prefix: "workerpool-").switches
        print("\nContext switches of an idle pool's threads in \(seconds) s")
        for (thread, count) in after.sorted(by: { $0.key < $1.key }) {
            print("  \(thread): \(count - (before[thread] ?? 0))")
        }
        await pool.shutdown()
    }
}
