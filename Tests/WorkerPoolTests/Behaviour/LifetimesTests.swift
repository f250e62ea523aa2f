// Rules 4 and 7: dropping a future, a lane or the pool leaks nothing and hangs nothing.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Lifetimes {
        @Test func `a future that is dropped is decoded all the same, and then everything of it is freed`() async throws
        {
            try await onThread {
                let pool = try makePool()
                let lives = Lives()
                let decoded = Tally()
                _ = pool.dispatchAsync(lives.payloads(100), decoder: lives.decoder { decoded.add() })
                decoded.wait(for: 100)
                lives.waitUntilOver()
                #expect(lives.outputs.born == 100)
            }
        }

        @Test(arguments: Ending.allCases)
        func `a pool that goes on holds nothing of a batch that is over`(ending: Ending) async throws {
            try await onThread {
                let pool = try makePool()
                let lives = Lives()
                for round in 0..<20 {
                    let decoder = lives.decoder { if ending == .failure { throw Rejection(payload: 0) } }
                    let lane = pool.lane("lane", decoder: decoder)
                    let payloads = lives.payloads(round * 10)
                    let future =
                        round % 2 == 0 ? lane.dispatchAsync(payloads) : pool.dispatchAsync(payloads, decoder: decoder)
                    if ending == .cancel { future.cancel() }
                    if ending != .drop { _ = try? future.retrieve() }
                }
                lives.waitUntilOver()
                #expect(lives.payloads.born == 1_900)
            }
        }

        enum Ending: CaseIterable { case success, failure, cancel, drop }

        @Test(arguments: [(1, false), (1, true), (101, false)])
        func `a future that is kept holds the results, and neither payloads nor decoder`(
            minPayloads: Int,
            isCancelled: Bool
        ) async throws {
            try await onThread {
                let pool = try makePool { $0.minPayloads = minPayloads }
                let lives = Lives()
                let future = pool.dispatchAsync(lives.payloads(100), decoder: lives.decoder())
                if isCancelled { future.cancel() }
                _ = try? future.retrieve()
                lives.payloads.waitUntilNobodyLives()
                lives.decoders.waitUntilNobodyLives()
                #expect(try isCancelled || outputs(future.retrieve()).count == 100)
            }
        }

        @Test func `a lane that is dropped has its batches decoded, and then its decoder and workspaces are freed`()
            async throws
        {
            try await onThread {
                let pool = try makePool()
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let lives = Lives()
                let futures = (0..<10)
                    .map { _ in
                        pool.lane("lane", decoder: lives.decoder()).dispatchAsync(lives.payloads(10))
                    }
                workers.open()
                for future in futures { #expect(try future.retrieve().count == 10) }
                lives.decoders.waitUntilNobodyLives()
                lives.workspaces.waitUntilNobodyLives()
                lives.payloads.waitUntilNobodyLives()
            }
        }

        @Test func `a pool that is dropped while work is outstanding decodes it, and then its threads end`()
            async throws
        {
            try await onThread {
                let lives = Lives()
                let gate = Gate()
                func drop() throws -> (String, WorkerPool.Future<Resident, any Error>) {
                    let pool = try makePool(retrieveHelps: false)
                    let decoder = lives.decoder { gate.wait() }
                    _ = pool.lane("lane", decoder: decoder).dispatchAsync(lives.payloads(100))
                    return (
                        pool.configuration.threadNamePrefix, pool.dispatchAsync(lives.payloads(100), decoder: decoder)
                    )
                }
                try {
                    let (prefix, future) = try drop()
                    #expect(!future.isDone)
                    gate.open()
                    #expect(try future.retrieve().count == 100)
                    yieldUntil { ThreadEntry.all(prefix: prefix + "-").isEmpty }
                }()
                lives.waitUntilOver()
                #expect(lives.outputs.born == 200)
            }
        }

        enum Holder: CaseIterable { case decoder, payload, output }

        @Test(arguments: Holder.allCases)
        func `a pool's last reference may die on its own worker`(holder: Holder) async throws {
            try await onThread {
                let gate = Gate()
                func drop() throws -> String {
                    let pool = try makePool()
                    let prefix = pool.configuration.threadNamePrefix
                    // Each batch has its future dropped, so what it is made of dies where it is completed.
                    switch holder {
                    case .decoder: _ = pool.dispatchAsync([()]) { withExtendedLifetime(pool) { gate.wait() } }
                    case .payload: _ = pool.dispatchAsync([pool]) { _ in gate.wait() }
                    case .output:
                        _ = pool.dispatchAsync([pool]) { pool in
                            gate.wait()
                            return pool
                        }
                    }
                    return prefix
                }
                let prefix = try drop()
                #expect(!ThreadEntry.all(prefix: prefix + "-").isEmpty)
                gate.open()
                yieldUntil { ThreadEntry.all(prefix: prefix + "-").isEmpty }
            }
        }

        @Test func `a lane that outlives its pool completes its futures`() async throws {
            func makeLane() throws -> (String, WorkerPool.Lane<Int, Int, Never>, WorkerPool.Future<Int, Never>) {
                let pool = try makePool(retrieveHelps: false)
                let lane = pool.lane("orphan", decoder: Doubling())
                return (pool.configuration.threadNamePrefix, lane, lane.dispatchAsync(Array(0..<1_000)))
            }
            let (prefix, lane, before) = try makeLane()
            #expect(try await before.retrieve().count == 1_000)
            for payloads in [[], [1], Array(0..<100)] {
                await #expect(throws: WorkerPool.RetrievalError.shutDown) {
                    try await lane.dispatchAsync(payloads).retrieve()
                }
            }
            yieldUntil { ThreadEntry.all(prefix: prefix + "-").isEmpty }
        }

        @Test func `pools come and go, and no thread of them stays`() async throws {
            try await onThread {
                let prefix = "many"
                for round in 0..<100 {
                    let pool = try makePool(workers: 3) { $0.threadNamePrefix = prefix }
                    let future = pool.dispatchAsync(Array(0..<round), decoder: Doubling())
                    if round.isMultiple(of: 2) { pool.shutdown() }
                    #expect(try outputs(future.retrieve()) == (0..<round).map { $0 * 2 })
                }
                yieldUntil { ThreadEntry.all(prefix: prefix + "-").isEmpty }
            }
        }
    }
}

/// Everything that a batch is made of, counted.
private struct Lives: Sendable {
    let payloads = Census()
    let outputs = Census()
    let decoders = Census()
    let workspaces = Census()

    func payloads(_ count: Int) -> [Resident] { (0..<count).map { _ in Resident(of: payloads) } }

    func decoder(_ onDecode: @escaping @Sendable () throws -> Void = {}) -> Decoder {
        Decoder(lives: self, resident: Resident(of: decoders), onDecode: onDecode)
    }

    func waitUntilOver() {
        for census in [payloads, outputs, decoders, workspaces] { census.waitUntilNobodyLives() }
    }

    struct Decoder: WorkerPool.Decoder {
        let lives: Lives
        let resident: Resident
        let onDecode: @Sendable () throws -> Void

        func makeWorkspace() -> Resident { Resident(of: lives.workspaces) }

        func decode(_ payload: Resident, in workspace: inout Resident) throws -> Resident {
            try onDecode()
            return Resident(of: lives.outputs)
        }
    }
}
