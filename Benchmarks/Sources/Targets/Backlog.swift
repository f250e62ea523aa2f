// What a hand-over costs when the queue is never empty: many batches of one trivial payload, dispatched ahead.

import ArgumentParser
import Dispatch
import Measuring
import NIOPosix
import WorkerPool

struct Backlog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time a batch of one trivial payload when thousands are queued: dispatch, grant, completion."
    )

    @Option var rounds = 15
    @Option var batches = 20_000

    func run() async throws {
        try await onThread { try measure() }
    }

    private func measure() throws {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 2
        configuration.retrieveHelps = false
        let pool = try WorkerPool(configuration)
        let decoder = Doubling()
        let queue = DispatchQueue(label: "contestant", attributes: .concurrent)
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        var rounds = Rounds()
        for _ in 0..<self.rounds {
            var futures: [WorkerPool.Future<Int, Never>] = []
            futures.reserveCapacity(batches)
            var start = now()
            for number in 0..<batches { futures.append(pool.dispatchAsync([number], decoder: decoder)) }
            for future in futures { consume(try future.retrieve()) }
            rounds.add("WorkerPool", perBatch(since: start))

            let group = DispatchGroup()
            start = now()
            for number in 0..<batches { queue.async(group: group) { consume([decoder.decode(number)]) } }
            group.wait()
            rounds.add("DispatchQueue.async", perBatch(since: start))

            start = now()
            for number in 0..<batches {
                group.enter()
                threads.submit { _ in
                    consume([decoder.decode(number)])
                    group.leave()
                }
            }
            group.wait()
            rounds.add("NIOThreadPool.submit", perBatch(since: start))
        }
        rounds.report("A backlog of batches of one payload", unit: "µs a batch", subjects: ["WorkerPool"])
        pool.shutdown()
        try threads.syncShutdownGracefully()
    }

    private func perBatch(since start: UInt64) -> Double { Double(now() - start) / Double(batches) / 1000 }
}
