// What a dispatch costs its caller, by the size of the batch.

import ArgumentParser
import Foundation
import Measuring
import WorkerPool

struct DispatchCost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The caller's share of a dispatch of 10 and of 100,000 payloads, workers idle and busy."
    )

    @Option var rounds = 301

    func run() async throws {
        try await onThread { try measure() }
    }

    private func measure() throws {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 2
        configuration.retrieveHelps = false
        let pool = try WorkerPool(configuration)
        let decoder = Doubling()
        let few = Array(0..<10)
        let many = Array(0..<100_000)
        var idle = Rounds()
        for round in 0..<rounds {
            for isMany in round.isMultiple(of: 2) ? [false, true] : [true, false] {
                // Both after the same pause, so that the workers are asleep and not lingering.
                Thread.sleep(forTimeInterval: 0.001)
                let start = now()
                let future = pool.dispatchAsync(isMany ? many : few, decoder: decoder)
                idle.add(isMany ? "100,000 payloads" : "10 payloads", Double(now() - start))
                consume(try future.retrieve())
            }
        }
        idle.report("Dispatch, workers idle", unit: "ns", subjects: ["100,000 payloads"])

        var busy = Rounds()
        let gate = DispatchSemaphore(value: 0)
        let blocked = pool.dispatchAsync([0, 1]) { (_: Int) in gate.wait() }
        for round in 0..<rounds {
            for isMany in round.isMultiple(of: 2) ? [false, true] : [true, false] {
                var futures: [WorkerPool.Future<Int, Never>] = []
                futures.reserveCapacity(50)
                let start = now()
                for _ in 0..<50 { futures.append(pool.dispatchAsync(isMany ? many : few, decoder: decoder)) }
                busy.add(isMany ? "100,000 payloads" : "10 payloads", Double(now() - start) / 50)
                for future in futures { future.cancel() }
            }
        }
        gate.signal()
        gate.signal()
        consume(try blocked.retrieve())
        busy.report("Dispatch, workers busy", unit: "ns", subjects: ["100,000 payloads"])
        pool.shutdown()
    }
}
