// How often the pool's threads are switched to: once a wake-up, and never while there is nothing to do.

import Foundation
import WorkerPool

enum ContextSwitches {
    /// Of the pool's threads, for a batch of one payload that comes when all of them sleep.
    ///
    /// One worker wakes, decodes and sleeps again.
    static func perBatch() throws -> Double {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 2
        configuration.retrieveHelps = false
        let pool = try WorkerPool(configuration)
        let batches = 300
        let before = try voluntary()
        for number in 0..<batches {
            _ = try pool.dispatchAsync([number]) { $0 &* 2 }.retrieve()
            Thread.sleep(forTimeInterval: 0.001)
        }
        let after = try voluntary()
        pool.shutdown()
        return Double(after - before) / Double(batches)
    }

    /// Of the threads of a pool that has worked and has nothing to do, in one second.
    static func idle() throws -> Double {
        let pool = try WorkerPool(workers: 2)
        _ = try pool.dispatchAsync(Array(0..<100_000)) { $0 &* 2 }.retrieve()
        Thread.sleep(forTimeInterval: 0.1)
        let before = try voluntary()
        Thread.sleep(forTimeInterval: 1)
        let after = try voluntary()
        pool.shutdown()
        return Double(after - before)
    }

    /// How often the pool's threads have gone to sleep; not counted is what others' load on the machine does to them.
    private static func voluntary() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
            .reduce(0) { sum, task in
                let status = try String(contentsOfFile: "/proc/self/task/\(task)/status", encoding: .utf8)
                let lines = status.split(separator: "\n")
                guard lines.first?.hasPrefix("Name:\tworkerpool-") == true,
                    let line = lines.first(where: { $0.hasPrefix("voluntary_ctxt_switches") }),
                    let count = Int(line.split(separator: "\t").last ?? "")
                else { return sum }
                return sum + count
            }
    }
}
