// How late a task that sleeps 1 ms wakes while messages are decoded.

import ArgumentParser
import Foundation
import Measuring
import WorkerPool

struct Heartbeat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lateness of a 1 ms heartbeat task under full load, and what each priority costs in throughput."
    )

    @OptionGroup var messages: Messages
    @Option var rounds = 7
    @Option(help: "Seconds of each contestant in each round.")
    var seconds = 1.0

    func run() async throws {
        try await Task.detached { try await measure() }.value
    }

    private func measure() async throws {
        let lines = try messages.load()
        let decoder = Decoding(kind: messages.decoder)
        let batch = (0..<500).map { lines[$0 % lines.count] }

        func pool(_ priority: WorkerPool.Configuration.Priority, helps: Bool = true) throws -> WorkerPool {
            var configuration = WorkerPool.Configuration()
            configuration.workers = 2
            configuration.priority = priority
            configuration.retrieveHelps = helps
            return try WorkerPool(configuration)
        }
        let pools: [(String, WorkerPool)] = [
            ("normal", try pool(.normal)), ("nice 5", try pool(.nice(5))), ("nice 10", try pool(.nice(10))),
            ("nice 19", try pool(.nice(19))), ("batch", try pool(.batch)), ("idle", try pool(.idle)),
        ]
        let blocking = try pool(.normal, helps: false)

        var contestants: [(String, @Sendable () async throws -> Void)] = pools.map { name, pool in
            let lane = pool.lane("heartbeat", decoder: decoder)
            return ("awaited, \(name)", { consume(try await lane.dispatchAsync(batch).retrieve()) })
        }
        let lane = blocking.lane("heartbeat", decoder: decoder)
        contestants.append(
            (
                "retrieve, helping off, normal",
                { try await onThread { consume(try lane.dispatchAsync(batch).retrieve()) } }
            )
        )
        contestants.append(
            (
                "task group, a task a core",
                {
                    await withTaskGroup(of: Void.self) { group in
                        for part in [0..<250, 250..<500] {
                            group.addTask {
                                var workspace = decoder.makeWorkspace()
                                consume(
                                    part.map { index in Result { try decoder.decode(batch[index], in: &workspace) } }
                                )
                            }
                        }
                    }
                }
            )
        )
        contestants.append(
            (
                "task group, a task a message",
                {
                    await withTaskGroup(of: Void.self) { group in
                        for payload in batch { group.addTask { consume(Result { try decoder.decode(payload) }) } }
                    }
                }
            )
        )

        var median = Rounds()
        var tail = Rounds()
        var speed = Rounds()
        for _ in 0..<rounds {
            let quiet = try await beat(seconds) { try await Task.sleep(for: .milliseconds(10)) }
            median.add("nothing runs", quantile(quiet.lateness, 0.5))
            tail.add("nothing runs", quantile(quiet.lateness, 0.99))
            for (name, work) in contestants {
                let (lateness, batches) = try await beat(seconds, work)
                median.add(name, quantile(lateness, 0.5))
                tail.add(name, quantile(lateness, 0.99))
                speed.add(name, batches * 500)
            }
        }
        median.report("Lateness of a 1 ms heartbeat, p50", unit: "ms", subjects: [])
        tail.report("Lateness of a 1 ms heartbeat, p99", unit: "ms", subjects: ["awaited, normal"])
        speed.report("Throughput meanwhile", unit: "messages/s", subjects: ["awaited, normal"])
        for (_, pool) in pools { await pool.shutdown() }
        await blocking.shutdown()
    }
}

/// Runs `work` again and again by two consumers while a heartbeat notes how late it wakes.
///
/// - Returns: The latenesses in milliseconds, and batches a second.
private func beat(
    _ seconds: Double,
    _ work: @escaping @Sendable () async throws -> Void
) async throws -> (lateness: [Double], batches: Double) {
    let end = now() + UInt64(seconds * 1e9)
    let start = now()
    let heart = Task.detached {
        var lateness: [Double] = []
        while now() < end {
            let before = now()
            try await Task.sleep(for: .milliseconds(1))
            lateness.append(Double(now() - before) / 1e6 - 1)
        }
        return lateness
    }
    let batches = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<2 {
            group.addTask {
                var batches = 0
                while now() < end {
                    try await work()
                    batches += 1
                }
                return batches
            }
        }
        return try await group.reduce(0, +)
    }
    let elapsed = Double(now() - start) / 1e9
    return (try await heart.value, Double(batches) / elapsed)
}
