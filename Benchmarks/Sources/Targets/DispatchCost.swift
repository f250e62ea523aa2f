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
        let parked = ParkedThread()
        var idle: [String: [Double]] = [:]
        for round in 0..<rounds {
            for turn in [0, 1, 2].map({ ($0 + round) % 3 }) {
                // All after the same pause, so that the threads are asleep and not lingering.
                Thread.sleep(forTimeInterval: 0.001)
                let start = now()
                if turn == 0 {
                    parked.wake()
                    idle["a bare wake-up", default: []].append(Double(now() - start))
                } else {
                    let isMany = turn == 1
                    let future = pool.dispatchAsync(isMany ? many : few, decoder: decoder)
                    idle[isMany ? "100,000 payloads" : "10 payloads", default: []].append(Double(now() - start))
                    // Not by a blocking retrieve alone, which says that somebody waits.
                    Thread.sleep(forTimeInterval: 0.001)
                    consume(try future.retrieve())
                }
            }
        }
        report(idle)

        var busy = Rounds()
        let gate = DispatchSemaphore(value: 0)
        let blocked = (0..<2).map { _ in pool.dispatchAsync([0]) { (_: Int) in gate.wait() } }
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
        for future in blocked { consume(try future.retrieve()) }
        busy.report("Dispatch, workers busy", unit: "ns", subjects: ["100,000 payloads"])
        pool.shutdown()
    }

    private func report(_ idle: [String: [Double]]) {
        print("\nDispatch, workers idle [µs], \(rounds) rounds: p50, p99")
        for (name, times) in idle.sorted(by: { $0.key < $1.key }) {
            let line = name.padding(toLength: 44, withPad: " ", startingAt: 0)
            print(line + String(format: "%12.2f %12.2f", quantile(times, 0.5) / 1000, quantile(times, 0.99) / 1000))
        }
    }
}

/// A thread that sleeps until it is woken, and then again: what waking one costs whoever does.
private final class ParkedThread: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    init() {
        Thread.detachNewThread { [semaphore] in while true { semaphore.wait() } }
    }

    func wake() { semaphore.signal() }
}
