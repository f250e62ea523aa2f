// Messages per second, 500 a batch, against what a user would pick instead and against separate processes.

import ArgumentParser
import Foundation
import Measuring
import WorkerPool

struct Throughput: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Messages per second and CPU a message, 500 a batch, against the alternatives and the limit."
    )

    @OptionGroup var messages: Messages
    @Option var rounds = 15
    @Option(help: "Batches of 500 in each round, shared by the producers.")
    var batches = 8
    @Option(help: "Threads that dispatch and retrieve, each in a lane of its own.")
    var producers = 1

    func run() async throws {
        let lines = try messages.load()
        let decoder = Decoding(kind: messages.decoder)
        let count = batches * 500
        let batches = (0..<batches).map { batch in (0..<500).map { lines[(batch * 500 + $0) % lines.count] } }
        let expected = PlainLoop.decode(count, of: lines, by: decoder)

        let pool = try WorkerPool(workers: 2)
        let lanes = (0..<producers).map { pool.lane("producer \($0)", decoder: decoder) }
        let arguments = ["--decoder", messages.decoder.rawValue] + (messages.data.map { ["--data", $0] } ?? [])
        let processes = try SeparateProcesses(count: 2) { _ in ["plain-loop"] + arguments }

        var speed = Rounds()
        var cpu = Rounds()
        for round in 0...rounds {
            func record(_ name: String, _ nanoseconds: Double, _ seconds: Double) {
                guard round > 0 else { return }  // the first warms up
                speed.add(name, Double(count) / nanoseconds * 1e9)
                cpu.add(name, seconds / Double(count) * 1e6)
            }
            func contest(_ name: String, _ body: () async throws -> Int) async throws {
                let seconds = processCPU()
                let start = now()
                let sum = try await body()
                record(name, Double(now() - start), processCPU() - seconds)
                guard sum == expected else { throw ValidationError("\(name) decoded wrong: \(sum), not \(expected)") }
            }

            try await contest("WorkerPool, blocking") {
                try await byProducers(batches) { producer, batch in try lanes[producer].dispatchAsync(batch).retrieve()
                }
            }
            let start = now()
            let answers = processes.ask("\(count / processes.count)")
            record("limit: 2 processes", Double(now() - start), answers.compactMap { Double($0[1]) }.reduce(0, +))
            try await contest("WorkerPool, awaited") {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for producer in 0..<producers {
                        group.addTask {
                            var sum = 0
                            for index in stride(from: producer, to: batches.count, by: producers) {
                                sum &+= weight(try await lanes[producer].dispatchAsync(batches[index]).retrieve())
                            }
                            return sum
                        }
                    }
                    return try await group.reduce(0, &+)
                }
            }
            try await contest("TaskGroup, a task a core") {
                await byTasks(batches, decoder) { batch in
                    stride(from: 0, to: batch.count, by: 250).map { $0..<min($0 + 250, batch.count) }
                }
            }
            try await contest("TaskGroup, a task a message") {
                await byTasks(batches, decoder) { batch in batch.indices.map { $0..<$0 + 1 } }
            }
            try await contest("concurrentPerform") {
                try await byProducers(batches) { _, batch in performConcurrently(batch, decoder) }
            }
            try await contest("plain loop") { PlainLoop.decode(count, of: lines, by: decoder) }
        }
        let subjects = ["WorkerPool, blocking", "WorkerPool, awaited"]
        speed.report(
            "Throughput, \(messages.decoder), \(producers) producer(s)",
            unit: "messages/s",
            subjects: subjects
        )
        cpu.report("CPU a message, \(messages.decoder), \(producers) producer(s)", unit: "µs", subjects: subjects)
        processes.stop()
        await pool.shutdown()
    }

    /// Each producer is a thread that dispatches its share of the batches, one after another.
    private func byProducers(
        _ batches: [[[UInt8]]],
        _ decode: @escaping @Sendable (Int, [[UInt8]]) throws -> [Result<Int, any Error>]
    ) async throws -> Int {
        let producers = producers
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for producer in 0..<producers {
                group.addTask {
                    try await onThread {
                        var sum = 0
                        for index in stride(from: producer, to: batches.count, by: producers) {
                            sum &+= weight(try decode(producer, batches[index]))
                        }
                        return sum
                    }
                }
            }
            return try await group.reduce(0, &+)
        }
    }

    /// Each producer is a task that decodes its share of the batches by a task group, a child task for each of `parts`.
    private func byTasks(
        _ batches: [[[UInt8]]],
        _ decoder: Decoding,
        parts: @escaping @Sendable ([[UInt8]]) -> [Range<Int>]
    ) async -> Int {
        let producers = producers
        return await withTaskGroup(of: Int.self) { group in
            for producer in 0..<producers {
                group.addTask {
                    var sum = 0
                    for index in stride(from: producer, to: batches.count, by: producers) {
                        let batch = batches[index]
                        let results = await withTaskGroup(of: (Range<Int>, [Result<Int, any Error>]).self) { group in
                            for part in parts(batch) {
                                group.addTask {
                                    var workspace = decoder.makeWorkspace()
                                    return (
                                        part,
                                        part.map { index in
                                            Result { try decoder.decode(batch[index], in: &workspace) }
                                        }
                                    )
                                }
                            }
                            var results = [Result<Int, any Error>](repeating: .success(0), count: batch.count)
                            for await (part, values) in group { results.replaceSubrange(part, with: values) }
                            return results
                        }
                        sum &+= weight(results)
                    }
                    return sum
                }
            }
            return await group.reduce(0, &+)
        }
    }
}

private func performConcurrently(_ batch: [[UInt8]], _ decoder: Decoding) -> [Result<Int, any Error>] {
    [Result<Int, any Error>](unsafeUninitializedCapacity: batch.count) { results, count in
        nonisolated(unsafe) let base = results.baseAddress!  // each iteration writes its own element
        DispatchQueue.concurrentPerform(iterations: batch.count) { index in
            (base + index).initialize(to: Result { try decoder.decode(batch[index]) })
        }
        count = batch.count
    }
}

private func weight(_ results: [Result<Int, any Error>]) -> Int {
    results.reduce(0) { $0 &+ ((try? $1.get()) ?? -1) }
}
