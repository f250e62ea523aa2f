// Measures on this machine what the simulation reckons with.

import ArgumentParser
import Dispatch
import Foundation
import Synchronization
import WorkerPool

struct MeasureCosts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs",
        abstract: "What a dispatch, a hand-over, a wake-up and a cache line from another core cost here."
    )

    @Option var batches = 20_000
    @Option var rounds = 15

    func run() throws {
        var figures: [String: [Double]] = [:]
        for _ in 0..<rounds {
            let (caller, worker) = try backlog()
            figures["a dispatch in one of 1000 lanes, workers busy", default: []].append(caller)
            figures["a batch of one trivial payload, its worker's share", default: []].append(worker)
            let (wake, latency) = try wakeUp()
            figures["a dispatch that wakes a worker", default: []].append(wake)
            figures["from that dispatch until the worker decodes", default: []].append(latency)
            figures["eight cache lines from one core to the other", default: []].append(transfer())
        }
        for (name, values) in figures.sorted(by: { $0.key < $1.key }) {
            let sorted = values.sorted()
            let quantiles = [0.5, 0.1, 0.9].map { sorted[Int(Double(sorted.count - 1) * $0)] }
            print(
                name.padding(toLength: 54, withPad: " ", startingAt: 0)
                    + String(format: "%8.0f ns  (%.0f to %.0f)", quantiles[0], quantiles[1], quantiles[2])
            )
        }
    }

    /// Batches of one payload, thousands of them queued in a thousand lanes, for one worker: nanoseconds a batch of the caller, and
    /// then of the worker.
    private func backlog() throws -> (caller: Double, worker: Double) {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 1
        configuration.retrieveHelps = false
        let pool = try WorkerPool(configuration)
        let gate = DispatchSemaphore(value: 0)
        let lanes = (0..<1000)
            .map {
                pool.lane("\($0)", decoder: Passing(), decodesInPlaceWhenCheaper: false)
            }
        let closed = pool.lane("gate", decoder: Passing(gate: gate))
        let first = closed.dispatchAsync([1])
        var start = now()
        let payloads = [0]
        var futures: [WorkerPool.Future<Void, Never>] = []
        futures.reserveCapacity(batches)
        for number in 0..<batches { futures.append(lanes[number % 1000].dispatchAsync(payloads)) }
        let caller = Double(now() - start) / Double(batches)
        gate.signal()
        start = now()
        pool.shutdown()  // drains
        let worker = Double(now() - start) / Double(batches)
        withExtendedLifetime((first, futures)) {}
        return (caller, worker)
    }

    /// Nanoseconds of a dispatch that has to wake a worker, and until that one decodes.
    private func wakeUp() throws -> (dispatch: Double, latency: Double) {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 1
        configuration.retrieveHelps = false
        let pool = try WorkerPool(configuration)
        var dispatches: [UInt64] = []
        var latencies: [UInt64] = []
        for _ in 0..<50 {
            Thread.sleep(forTimeInterval: 0.001)
            let start = now()
            let future = pool.dispatchAsync([0]) { _ in now() }
            dispatches.append(now() - start)
            latencies.append(try future.retrieve()[0].get() - start)
        }
        pool.shutdown()
        return (Double(dispatches.sorted()[25]), Double(latencies.sorted()[25]))
    }

    /// Nanoseconds until a thread has eight cache lines that another has just written.
    private func transfer() -> Double {
        let ball = Ball()
        let passes = 100_000
        let start = now()
        DispatchQueue.concurrentPerform(iterations: 2) { ball.play(as: $0, passes: passes) }
        return Double(now() - start) / Double(2 * passes)
    }
}

private struct Passing: WorkerPool.Decoder {
    /// What to wait for.
    var gate: DispatchSemaphore?

    func decode(_: Int) { gate?.wait() }
}

/// What two threads pass to each other.
private final class Ball: @unchecked Sendable {
    // `@unchecked Sendable`: `words` belongs to the thread whose turn it is.
    private let turn = Atomic(0)
    private let words = UnsafeMutablePointer<Int>.allocate(capacity: 64)

    init() { words.initialize(repeating: 0, count: 64) }

    deinit { words.deallocate() }

    func play(as player: Int, passes: Int) {
        for _ in 0..<passes {
            while turn.load(ordering: .acquiring) != player {}
            for line in 0..<8 { words[8 * line] &+= 1 }
            turn.store(1 - player, ordering: .releasing)
        }
    }
}

private func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
