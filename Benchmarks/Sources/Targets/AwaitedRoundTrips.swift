// A batch of one trivial payload there and back, awaited by a task.

import ArgumentParser
import Dispatch
import Measuring
import NIOPosix
import WorkerPool

struct AwaitedRoundTrips: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Awaited round trip, by a task of the cooperative pool and by one of the main actor."
    )

    @Option var rounds = 31
    @Option var calls = 2000

    func run() async throws {
        try await Task.detached { try await measure("a task of the cooperative pool") }.value
        try await measureOnMainActor()
    }

    @MainActor
    private func measureOnMainActor() async throws {
        try await measure("a task of the main actor")
    }

    private nonisolated(nonsending) func measure(_ place: String) async throws {
        let pool = try WorkerPool(workers: 2)
        let decoder = Doubling()
        let lane = pool.lane("cheap", decoder: decoder)
        let queue = DispatchQueue(label: "contestant", attributes: .concurrent)
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        let payloads = [21]
        var rounds = Rounds()
        for _ in 0..<self.rounds {
            var start = now()
            for _ in 0..<calls { consume(try await pool.decode(payloads, decoder: decoder)) }
            rounds.add("WorkerPool", perCall(since: start))

            start = now()
            for _ in 0..<calls {
                consume(
                    await withCheckedContinuation { continuation in
                        queue.async { continuation.resume(returning: decoder.decode(21)) }
                    }
                )
            }
            rounds.add("DispatchQueue.async + continuation", perCall(since: start))

            start = now()
            for _ in 0..<calls { consume(try await threads.runIfActive { decoder.decode(21) }) }
            rounds.add("NIOThreadPool.runIfActive", perCall(since: start))

            start = now()
            for _ in 0..<calls { consume(try await lane.decode(payloads)) }
            rounds.add("WorkerPool, lane that has learned", perCall(since: start))
        }
        rounds.report(
            "Awaited round trip, \(place)",
            unit: "µs",
            subjects: ["WorkerPool", "WorkerPool, lane that has learned"]
        )
        await pool.shutdown()
        try await threads.shutdownGracefully()
    }

    private func perCall(since start: UInt64) -> Double { Double(now() - start) / Double(calls) / 1000 }
}
