// Producers that dispatch batches, each one after another, and what came of it.

import Foundation
import Measuring

/// A contestant decoded something else than the plain loop.
package struct WrongResults: Error, CustomStringConvertible {
    package let contestant: String

    package init(contestant: String) { self.contestant = contestant }

    package var description: String { "\(contestant) decoded something else than the plain loop" }
}

/// What the producers of a run dispatch.
package struct Load<Payload: Sendable>: Sendable {
    /// By producer: its batches.
    package var batches: [[[Payload]]]
    /// By producer and batch: what the plain loop made of it; nil where that is not to be known.
    package var expected: [[UInt64]]?
    /// Whether all but the first producer begin again until the first has ended.
    package var othersRepeat: Bool

    /// Deals the batches out to producers, and has the plain loop decode them.
    package init(
        _ batches: [[Payload]],
        producers: Int,
        plainLoop: Contestant<Payload>
    ) async throws {
        let shares = (0..<producers)
            .map { producer in
                stride(from: producer, to: batches.count, by: producers).map { batches[$0] }
            }
        try await self.init(shares: shares, othersRepeat: false, plainLoop: plainLoop)
    }

    /// A load whose results are not compared.
    package init(unchecked shares: [[[Payload]]]) {
        batches = shares
        othersRepeat = false
    }

    package init(shares: [[[Payload]]], othersRepeat: Bool, plainLoop: Contestant<Payload>) async throws {
        batches = shares
        self.othersRepeat = othersRepeat
        guard case .blocking(let decode) = plainLoop.way else { preconditionFailure("a plain loop blocks") }
        expected = try shares.map { try $0.map { try decode(0, $0) } }
    }
}

extension Load {
    func accepts(_ digest: UInt64, _ producer: Int, _ index: Int) -> Bool {
        guard let expected else { return true }
        return expected[producer][index] == digest
    }
}

/// What a run of one contestant took.
package struct Run: Sendable {
    /// From the moment that all producers were let go to the end of the last.
    package var nanoseconds: UInt64
    package var cpuSeconds: Double
    package var messages: Int
    /// By producer: how long each batch took from its dispatch to its results.
    package var latencies: [[UInt64]]
}

/// Lets all producers dispatch their batches at the same time; each waits for a batch's results before the next.
///
/// Every batch's results are compared with the plain loop's.
package func drive<Payload: Sendable>(_ contestant: Contestant<Payload>, _ load: Load<Payload>) async throws -> Run {
    switch contestant.way {
    case .blocking(let decode): try await driveThreads(contestant.name, decode, load)
    case .suspending(let decode): try await driveTasks(contestant.name, decode, load)
    }
}

private struct Share: Sendable {
    var latencies: [UInt64] = []
    var messages = 0
}

private func driveThreads<Payload: Sendable>(
    _ name: String,
    _ decode: @escaping @Sendable (Int, [Payload]) throws -> UInt64,
    _ load: Load<Payload>
) async throws -> Run {
    let gate = StartingGate(load.batches.count)
    let first = Flag()
    return try await withCheckedThrowingContinuation { continuation in
        let finish = Finish<Share>(load.batches.count) { shares in
            let end = now()
            let cpu = processCPU()
            continuation.resume(
                with: shares.map { shares in
                    Run(
                        nanoseconds: end - gate.start,
                        cpuSeconds: cpu - gate.cpu,
                        messages: shares.map(\.messages).reduce(0, +),
                        latencies: shares.map(\.latencies)
                    )
                }
            )
        }
        for producer in load.batches.indices {
            let thread = Thread {
                gate.pass()
                let result = Result {
                    var share = Share()
                    repeat {
                        for (index, batch) in load.batches[producer].enumerated() {
                            let start = now()
                            let digest = try decode(producer, batch)
                            share.latencies.append(now() - start)
                            share.messages += batch.count
                            guard load.accepts(digest, producer, index) else { throw WrongResults(contestant: name) }
                        }
                    } while load.othersRepeat && producer > 0 && !first.isRaised
                    return share
                }
                if producer == 0 { first.raise() }
                finish.arrive(producer, result)
            }
            thread.stackSize = 2 << 20
            thread.start()
        }
    }
}

private func driveTasks<Payload: Sendable>(
    _ name: String,
    _ decode: @escaping @Sendable (Int, [Payload]) async throws -> UInt64,
    _ load: Load<Payload>
) async throws -> Run {
    let first = Flag()
    let cpu = processCPU()
    let start = now()
    let shares = try await withThrowingTaskGroup(of: (Int, Share).self) { group in
        for producer in load.batches.indices {
            group.addTask {
                defer { if producer == 0 { first.raise() } }
                var share = Share()
                repeat {
                    for (index, batch) in load.batches[producer].enumerated() {
                        let start = now()
                        let digest = try await decode(producer, batch)
                        share.latencies.append(now() - start)
                        share.messages += batch.count
                        guard load.accepts(digest, producer, index) else { throw WrongResults(contestant: name) }
                    }
                } while load.othersRepeat && producer > 0 && !first.isRaised
                return (producer, share)
            }
        }
        var shares = [Share](repeating: Share(), count: load.batches.count)
        for try await (producer, share) in group { shares[producer] = share }
        return shares
    }
    return Run(
        nanoseconds: now() - start,
        cpuSeconds: processCPU() - cpu,
        messages: shares.map(\.messages).reduce(0, +),
        latencies: shares.map(\.latencies)
    )
}
