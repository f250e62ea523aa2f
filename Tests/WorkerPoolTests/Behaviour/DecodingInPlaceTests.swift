// Where the call that says that its caller waits decodes, and that nobody else has to wait for that.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct DecodingInPlace {
        @Test func `a batch that is known to be cheap is decoded by the task that waits for it`() async throws {
            let pool = try makePool()
            let lane = pool.lane("cheap", decoder: WhereDecoded())
            let here = ThreadID.current
            #expect(try await outputs(lane.decode([0])) != [here], "nothing is known yet")
            var isInPlace = false
            while !isInPlace {  // ends, or meets the time limit
                _ = try await lane.decode(Array(repeating: 0, count: 1_000))
                // No suspension, so the thread is the same before and after.
                let before = ThreadID.current
                isInPlace = try await outputs(lane.decode([0])) == [before]
            }
        }

        @Test(arguments: [1_000_000, -1_000_000])
        func `of one that turns out dearer the rest is handed over, and nothing is decoded twice`(
            slow: Int
        ) async throws {
            let pool = try makePool()
            let units = [slow, 1, -2]
            while true {  // ends, or meets the time limit
                let log = Log<(units: Int, thread: ThreadID)>()
                let lane = pool.lane("mostly cheap", decoder: Units())
                let cheap = Array(repeating: Units.Payload(units: 0, log: nil), count: 1_000)
                for _ in 0..<3 { _ = try await lane.decode(cheap) }
                let here = ThreadID.current
                let results = try await lane.decode(units.map { Units.Payload(units: $0, log: log) })
                #expect(results == units.map { $0 < 0 ? .failure(Rejection(payload: $0)) : .success($0) })
                #expect(log.all.map(\.units).sorted() == units.sorted())
                let threads = log.all.map(\.thread)
                if threads.first == here, threads.dropFirst().allSatisfy({ $0 != here }) { return }
            }
        }

        @Test func `a lane that is told not to decode in place never does, nor does a plain batch`() async throws {
            let pool = try makePool()
            let lane = pool.lane("cheap", decoder: WhereRunning(pool: pool), decodesInPlace: false)
            for _ in 0..<100 {
                #expect(try await outputs(lane.decode([0])) == [true])
                #expect(try await outputs(pool.decode([0], decoder: WhereRunning(pool: pool))) == [true])
            }
        }

        /// As many loops as there are threads for tasks hold all of them, unless they let go of them now and then.
        @Test func `loops of batches in place let other tasks run`() async throws {
            let pool = try makePool()
            let threads = ProcessInfo.processInfo.activeProcessorCount
            let running = Tally()
            let isSeen = Shared(false)
            let wereEnded = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<2 * threads {
                    group.addTask {
                        let lane = pool.lane("cheap") { (number: Int) in number &+ 1 }
                        _ = try await lane.decode(Array(0..<1_000))
                        for round in 0..<1_000_000 {
                            if isSeen.value { return true }
                            _ = try await lane.decode([1])
                            if round == 100, running.add() == threads { Task { isSeen.value = true } }
                        }
                        return false
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(!wereEnded.contains(false))
        }

        @Test func `tasks that wait for stuck workers hold no thread`() async throws {
            let pool = try makePool(workers: 1)
            let gate = occupyWorkers(of: pool)
            defer { gate.open() }
            let lane = pool.lane("lane", decoder: Doubling())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 * ProcessInfo.processInfo.activeProcessorCount {
                    group.addTask {
                        let results = try await lane.decode([1])
                        #expect(results == [.success(2)])
                    }
                }
                group.addTask { gate.open() }  // or else nobody would
                try await group.waitForAll()
            }
        }
    }
}

/// Whether a payload is decoded on a worker.
private struct WhereRunning: WorkerPool.Decoder {
    let pool: WorkerPool

    func decode(_ payload: Int) -> Bool { pool.isRunningHere }
}

/// Computes as many units as its payload says, notes where, and rejects those below zero.
private struct Units: WorkerPool.Decoder {
    struct Payload: Sendable {
        let units: Int
        var log: Log<(units: Int, thread: ThreadID)>?
    }

    func decode(_ payload: Payload) throws(Rejection) -> Int {
        if payload.units != 0 { payload.log?.append((payload.units, .current)) }
        compute(abs(payload.units))
        if payload.units < 0 { throw Rejection(payload: payload.units) }
        return payload.units
    }
}
