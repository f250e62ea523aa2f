// A batch of one trivial payload there and back, by blocking retrieve.

import ArgumentParser
import Dispatch
import Measuring
import NIOPosix
import WorkerPool

/// As cheap as a decoder can be.
struct Doubling: WorkerPool.Decoder {
    @inline(never)
    func decode(_ payload: Int) -> Int { payload &* 2 }
}

struct RoundTrips: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Blocking round trip of a batch of one trivial payload.")

    @Option var rounds = 31
    @Option var calls = 2000

    func run() async throws {
        try await onThread { try measure() }
    }

    private func measure() throws {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 2
        let helping = try WorkerPool(configuration)
        configuration.retrieveHelps = false
        let pool = try WorkerPool(configuration)
        configuration.minPayloads = 2
        let inPlace = try WorkerPool(configuration)
        let decoder = Doubling()
        let lane = helping.lane("cheap", decoder: decoder)
        let queue = DispatchQueue(label: "contestant", attributes: .concurrent)
        let semaphore = DispatchSemaphore(value: 0)
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        let payloads = [21]
        guard try pool.dispatchAsync(payloads, decoder: decoder).retrieve() == [.success(42)] else {
            throw ValidationError("the pool decoded wrong")
        }

        var handedOver = Rounds()
        var nearby = Rounds()
        for _ in 0..<rounds {
            handedOver.add(
                "WorkerPool, helping off",
                try microseconds(calls: calls) {
                    consume(try pool.dispatchAsync(payloads, decoder: decoder).retrieve())
                }
            )
            handedOver.add(
                "DispatchQueue.async + semaphore",
                microseconds(calls: calls) {
                    queue.async {
                        consume(decoder.decode(21))
                        semaphore.signal()
                    }
                    semaphore.wait()
                }
            )
            handedOver.add(
                "NIOThreadPool.submit + semaphore",
                microseconds(calls: calls) {
                    threads.submit { _ in
                        consume(decoder.decode(21))
                        semaphore.signal()
                    }
                    semaphore.wait()
                }
            )
            handedOver.add(
                "(WorkerPool, helping)",
                try microseconds(calls: calls) {
                    consume(try helping.dispatchAsync(payloads, decoder: decoder).retrieve())
                }
            )
            nearby.add(
                "lane that has learned",
                try microseconds(calls: calls * 10) { consume(try lane.dispatchAsync(payloads).retrieve()) }
            )
            nearby.add(
                "below minPayloads",
                try microseconds(calls: calls * 100) {
                    consume(try inPlace.dispatchAsync(payloads, decoder: decoder).retrieve())
                }
            )
            nearby.add(
                "plain loop",
                microseconds(calls: calls * 100) {
                    var results: [Result<Int, Never>] = []
                    results.reserveCapacity(payloads.count)
                    for payload in payloads { results.append(.success(decoder.decode(payload))) }
                    consume(results)
                }
            )
        }
        handedOver.report("Blocking round trip", unit: "µs", subjects: ["WorkerPool, helping off"])
        nearby.report("In place", unit: "µs", subjects: [])
        let excess = (nearby.median("below minPayloads") - nearby.median("plain loop")) * 1000
        print("  below minPayloads over the plain loop: \(Int(excess.rounded())) ns")
        pool.shutdown()
        helping.shutdown()
        inPlace.shutdown()
        try threads.syncShutdownGracefully()
    }
}
