// Producers that dispatch batches, each one after another.

import Foundation
import Measuring

/// Lets all producers dispatch their batches at the same time; each waits for a batch's results before the next.
///
/// Every batch's results are compared with the plain loop's.
package func drive<Payload: Sendable>(_ contestant: Contestant<Payload>, _ load: Load<Payload>) async throws -> Run {
    switch contestant.way {
    case .blocking(let decode): try await driveThreads(contestant.name, decode, load)
    case .suspending(let decode): try await driveTasks(contestant.name, decode, on: contestant.executor, load)
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
    on executor: (any TaskExecutor)?,
    _ load: Load<Payload>
) async throws -> Run {
    let first = Flag()
    let cpu = processCPU()
    let start = now()
    let shares = try await withThrowingTaskGroup(of: (Int, Share).self) { group in
        for producer in load.batches.indices {
            group.addTask(executorPreference: executor) {
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
