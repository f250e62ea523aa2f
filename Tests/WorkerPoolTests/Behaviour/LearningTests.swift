// Rule 3: what a lane has learned to decode in place, and what happens when it was wrong.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Learning {
        @Test func `a lane that has learned that its payloads are cheap decodes them on the dispatching thread`()
            async throws
        {
            try await onThread {
                let pool = try makePool(retrieveHelps: false)
                let lane = pool.lane("cheap", decoder: WhereDecoded())
                let here = ThreadID.current
                // It learns from batches that are handed over, so the first one is.
                #expect(try outputs(lane.dispatchAsync([0]).retrieve()) != [here])
                var isInPlace = false
                while !isInPlace {  // ends, or meets the time limit
                    // A large batch tells it what a payload costs, a small one is then cheaper than a wake-up.
                    _ = try lane.dispatchAsync(Array(repeating: 0, count: 1_000)).retrieve()
                    let future = lane.dispatchAsync([0])
                    let isDoneAtOnce = future.isDone
                    isInPlace = try outputs(future.retrieve()) == [here]
                    if isInPlace { #expect(isDoneAtOnce) }
                }
            }
        }

        @Test(arguments: [1_000_000, -1_000_000])
        func `when the prediction is wrong the rest of the batch is handed over, and nothing is decoded twice`(
            slow: Int
        ) async throws {
            try await onThread {
                let pool = try makePool(retrieveHelps: false)
                let here = ThreadID.current
                let units = [slow, 1, -2]
                while true {  // ends, or meets the time limit
                    let log = Log<Entry>()
                    let lane = pool.lane("mostly cheap", decoder: Units())
                    // Cheap ones until the lane believes it; then one that takes far longer than any wake-up.
                    let cheap = Array(repeating: Units.Payload(units: 0, log: nil), count: 1_000)
                    var isInPlace = false
                    while !isInPlace {
                        _ = try lane.decodeBlocking(cheap)
                        let probe = Log<Entry>()
                        _ = try lane.decodeBlocking([Units.Payload(units: 1, log: probe)])
                        isInPlace = probe.all.map(\.thread) == [here]
                    }
                    _ = try lane.decodeBlocking(cheap)
                    let results = try lane.decodeBlocking(units.map { Units.Payload(units: $0, log: log) })
                    #expect(results == units.map { $0 < 0 ? .failure(Rejection(payload: $0)) : .success($0) })
                    #expect(log.all.map(\.units).sorted() == units.sorted())
                    let threads = log.all.map(\.thread)
                    if threads.first == here, threads.dropFirst().allSatisfy({ $0 != here }) { return }
                }
            }
        }

        @Test func `a lane whose payloads are dear never decodes in place`() async throws {
            try await onThread {
                let pool = try makePool(retrieveHelps: false)
                let lane = pool.lane("dear", decoder: Units())
                let log = Log<Entry>()
                for _ in 0..<50 {
                    _ = try lane.dispatchAsync([Units.Payload(units: 100_000, log: log)]).retrieve()
                }
                #expect(log.all.count == 50)
                #expect(log.all.allSatisfy { $0.thread != .current })
            }
        }

        @Test func `a lane that is told not to decode in place never does, however cheap its payloads`() async throws {
            try await onThread {
                let pool = try makePool(retrieveHelps: false)
                let lane = pool.lane("cheap", decoder: WhereDecoded(), decodesInPlace: false)
                let here = ThreadID.current
                for _ in 0..<500 { #expect(try outputs(lane.dispatchAsync([0]).retrieve()) != [here]) }
            }
        }
    }
}

private struct Entry: Sendable {
    let units: Int
    let thread: ThreadID
}

/// Computes as many units as its payload says, notes where, and rejects those below zero.
private struct Units: WorkerPool.Decoder {
    struct Payload: Sendable {
        let units: Int
        var log: Log<Entry>?
    }

    func decode(_ payload: Payload) throws(Rejection) -> Int {
        if payload.units != 0 { payload.log?.append(Entry(units: payload.units, thread: .current)) }
        compute(abs(payload.units))
        if payload.units < 0 { throw Rejection(payload: payload.units) }
        return payload.units
    }
}
