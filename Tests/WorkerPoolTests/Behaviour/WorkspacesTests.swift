// Rule 12: whose a workspace is, where it lives and when it is gone.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Workspaces {
        @Test(arguments: [1, 2, 4])
        func `a lane has at most one for each worker, kept over slices, failures and batches`(workers: Int) async throws
        {
            try await onThread {
                let pool = try makePool(workers: workers, retrieveHelps: false)
                let ledger = Ledger()
                let lane = pool.lane("lane", decoder: Careful(ledger: ledger), decodesInPlace: false)
                for round in 1...60 {
                    let futures = (0..<3).map { _ in lane.dispatchAsync(Array(0..<round * 5)) }
                    for future in futures {
                        let results = try future.retrieve()
                        #expect(results.indices.allSatisfy { ($0 % 3 == 0) == ((try? results[$0].get()) == nil) })
                    }
                }
                #expect((1...workers).contains(ledger.census.born))
                pool.shutdown()
                ledger.expectOrder()
            }
        }

        @Test func `two lanes of one decoder's type do not share them, nor do two plain batches`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let ledgers = [Ledger(), Ledger()]
                let lanes = ledgers.map {
                    pool.lane("lane", decoder: Careful(ledger: $0), decodesInPlace: false)
                }
                for _ in 0..<10 {
                    for (lane, ledger) in zip(lanes, ledgers) {
                        _ = try lane.dispatchAsync([1, 2]).retrieve()
                        _ = try pool.dispatchAsync([1, 2], decoder: Careful(ledger: ledger)).retrieve()
                    }
                }
                #expect(ledgers.map(\.census.born) == [11, 11])
                pool.shutdown()
                for ledger in ledgers { ledger.expectOrder() }
            }
        }

        @Test(arguments: [1, 2, 4])
        func `a plain batch has at most one for each worker, and none when its results are out`(workers: Int)
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: workers, retrieveHelps: false)
                for count in [1, 2, 10, 1_000] {
                    for _ in 0..<100 {
                        let ledger = Ledger()
                        _ = try pool.dispatchAsync(Array(0..<count), decoder: Careful(ledger: ledger)).retrieve()
                        #expect(ledger.census.living == 0)
                        #expect((1...workers).contains(ledger.census.born))
                        ledger.expectOrder()
                    }
                }
            }
        }

        @Test func `a plain batch whose workers are called elsewhere has at most one for each, and gives it back`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 2, retrieveHelps: false)
                let ledger = Ledger()
                let giant = pool.dispatchAsync(Array(0..<20_000), decoder: Careful(ledger: ledger, units: 500))
                let lane = pool.lane("lane", decoder: Doubling(), decodesInPlace: false)
                while !giant.isDone { _ = try lane.dispatchAsync([1]).retrieve() }
                #expect(try giant.retrieve().count == 20_000)
                ledger.census.waitUntilNobodyLives()
                #expect((1...2).contains(ledger.census.born))
                ledger.expectOrder()
            }
        }

        @Test(arguments: [1, 4])
        func `a lane's are given back when it is gone, though nothing more is dispatched`(workers: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: workers, retrieveHelps: false)
                for _ in 0..<20 {
                    let ledger = Ledger()
                    func useLane() throws {
                        let lane = pool.lane("lane", decoder: Careful(ledger: ledger))
                        for _ in 0..<5 { _ = try lane.dispatchAsync(Array(0..<100)).retrieve() }
                        #expect(ledger.census.living >= 1)
                    }
                    try useLane()
                    ledger.census.waitUntilNobodyLives()
                    ledger.expectOrder()
                }
            }
        }

        @Test func `a lane's are given back by a worker that is at work for another, once it is done with that`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let ledger = Ledger()
                func useLane() throws -> Gate {
                    let lane = pool.lane("lane", decoder: Careful(ledger: ledger))
                    _ = try lane.dispatchAsync([1]).retrieve()
                    return occupyWorkers(of: pool)
                }
                let occupied = try useLane()
                #expect(ledger.census.living == 1)
                occupied.open()
                ledger.census.waitUntilNobodyLives()
            }
        }

        @Test func `a lane that is gone keeps them until its last batch is over`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let ledger = Ledger()
                func useLane() throws -> (Gate, WorkerPool.Future<Int, Rejection>) {
                    let lane = pool.lane("lane", decoder: Careful(ledger: ledger), decodesInPlace: false)
                    _ = try lane.dispatchAsync([1]).retrieve()
                    return (occupyWorkers(of: pool), lane.dispatchAsync([1, 2]))
                }
                let (occupied, future) = try useLane()
                occupied.open()
                #expect(try future.retrieve().count == 2)
                #expect(ledger.census.born == 1)
                ledger.census.waitUntilNobodyLives()
            }
        }

        @Test(arguments: [true, false])
        func `10,000 short-lived lanes do not hold 10,000 workspaces`(retrieveHelps: Bool) async throws {
            try await onThread {
                let pool = try makePool(workers: 2, retrieveHelps: retrieveHelps)
                let ledger = Ledger()
                for _ in 0..<10_000 {
                    _ = try pool.lane("lane", decoder: Careful(ledger: ledger)).dispatchAsync([1]).retrieve()
                }
                ledger.census.waitUntilNobodyLives()
                #expect(ledger.census.peak < 100)
                ledger.expectOrder()
            }
        }

        @Test func `a caller that helps has its own, which is gone when it returns`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let occupied = occupyWorkers(of: pool)
                defer { occupied.open() }
                let ledger = Ledger()
                let lane = pool.lane("lane", decoder: Careful(ledger: ledger), decodesInPlace: false)
                for round in 1...3 {
                    _ = try lane.dispatchAsync(Array(0..<1_000)).retrieve()
                    _ = try pool.dispatchAsync(Array(0..<1_000), decoder: Careful(ledger: ledger)).retrieve()
                    #expect(ledger.census.born == 2 * round)
                    #expect(ledger.census.living == 0)
                }
                ledger.expectOrder()
            }
        }

        @Test(arguments: [1, 2])
        func `none is entered twice at once by a decoder that retrieves from its own lane`(workers: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: workers, retrieveHelps: false)
                let ledger = Ledger()
                let lane = Shared<WorkerPool.Lane<Int, Int, Rejection>?>(nil)
                let decoder = Careful(ledger: ledger) { payload in
                    guard payload > 0 else { return }
                    _ = try? lane.value?.dispatchAsync([payload - 1, payload - 1]).retrieve()
                }
                lane.value = pool.lane("lane", decoder: decoder)
                #expect(try lane.value?.dispatchAsync([8]).retrieve().count == 1)
                lane.value = nil
                ledger.census.waitUntilNobodyLives()
                ledger.expectOrder()
            }
        }

        @Test func `helpers, workers and cancels that race for the last payload make none for a batch that is over`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 2)
                let ledger = Ledger()
                for round in 0..<5_000 {
                    let payloads = Array(0..<round % 4 + 1)
                    let decoder = Careful(ledger: ledger)
                    let lane = pool.lane("lane", decoder: decoder, decodesInPlace: false)
                    let futures = [lane.dispatchAsync(payloads), pool.dispatchAsync(payloads, decoder: decoder)]
                    if round.isMultiple(of: 3) { futures[round % 2].cancel() }
                    for future in futures { _ = try? future.retrieve() }
                }
                ledger.census.waitUntilNobodyLives()
                ledger.expectOrder()
            }
        }

        @Test func `a batch decoded in place has one, made and gone on the calling thread; an empty one needs none`()
            async throws
        {
            try await onThread {
                let pool = try makePool { $0.minPayloads = 100 }
                let ledger = Ledger()
                _ = try pool.dispatchAsync(Array(0..<99), decoder: Careful(ledger: ledger)).retrieve()
                #expect(ledger.census.born == 1 && ledger.census.living == 0)
                _ = try pool.dispatchAsync([], decoder: Careful(ledger: ledger)).retrieve()
                _ = try pool.lane("lane", decoder: Careful(ledger: ledger)).dispatchAsync([]).retrieve()
                #expect(ledger.census.born == 1)
                ledger.expectOrder()
            }
        }
    }
}

/// What was seen of the workspaces of some decoders.
private final class Ledger: Sendable {
    let census = Census()
    private let violations = Log<String>()

    func report(_ violation: String) { violations.append(violation) }

    func expectOrder(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(violations.all == [], sourceLocation: sourceLocation)
    }
}

/// Rejects every third payload, and looks after its workspaces.
private struct Careful: WorkerPool.Decoder {
    /// Not `Sendable`: it never leaves the thread that made it.
    final class Workspace {
        private let ledger: Ledger
        private let resident: Resident
        private let thread = ThreadID.current
        private var isEntered = false

        init(ledger: Ledger) {
            self.ledger = ledger
            resident = Resident(of: ledger.census)
        }

        deinit {
            if thread != .current { ledger.report("it died on another thread than its own") }
            if isEntered { ledger.report("it died while it was in use") }
        }

        func use(_ body: () -> Void) {
            if thread != .current { ledger.report("it was used on another thread than its own") }
            if isEntered { ledger.report("it was entered twice at once") }
            isEntered = true
            body()
            isEntered = false
        }
    }

    let ledger: Ledger
    var units = 0
    var onDecode: @Sendable (Int) -> Void = { _ in }

    func makeWorkspace() -> Workspace { Workspace(ledger: ledger) }

    func decode(_ payload: Int, in workspace: inout Workspace) throws(Rejection) -> Int {
        workspace.use {
            compute(units)
            onDecode(payload)
        }
        if payload.isMultiple(of: 3) { throw Rejection(payload: payload) }
        return payload
    }
}
