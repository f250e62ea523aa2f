// Rule 3: dispatching never blocks and copies nothing, and what is decoded in place.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Dispatching {
        @Test(arguments: [1, 100_000])
        func `a dispatch returns while every worker is stuck, whatever the batch's size`(count: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: 2, retrieveHelps: false)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let lane = pool.lane("lane", decoder: Doubling())
                let futures = [
                    pool.dispatchAsync(Array(0..<count), decoder: Doubling()),
                    pool.dispatchAsync(WorkerPool.Batch(Array(0..<count), decoder: Doubling())),
                    lane.dispatchAsync(Array(0..<count)),
                ]
                #expect(futures.map(\.isDone) == [false, false, false])
                workers.open()
                for future in futures { #expect(try outputs(future.retrieve()) == (0..<count).map { $0 * 2 }) }
            }
        }

        @Test func `the payload array is not copied, and is let go of when the batch is over`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                var payloads = Array(0..<1_000)
                let address = payloads.address
                let future = pool.dispatchAsync(payloads, decoder: Doubling())
                // To change it moves it: the pool has the very buffer. A pool that had copied it would leave it alone.
                payloads[0] = 1
                #expect(payloads.address != address)
                workers.open()
                #expect(try outputs(future.retrieve())[0] == 0)

                var others = Array(0..<1_000)
                let firstAddress = others.address
                _ = try pool.dispatchAsync(others, decoder: Doubling()).retrieve()
                pool.shutdown()
                others[0] = 1
                #expect(others.address == firstAddress)
            }
        }

        @Test func `no room is made for the results before a worker begins`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let payloads = Array(repeating: UInt8(0), count: 1 << 20)
                let before = addressSpace()
                let future = pool.dispatchAsync(payloads) { SIMD64<UInt64>(repeating: UInt64($0)) }
                let after = addressSpace()
                future.cancel()
                #expect(after - before < 256 << 20)  // the results would need 512 MB
            }
        }

        @Test func `a plain dispatch is handed over: it is never decoded on the thread that dispatches`() async throws {
            try await onThread {
                let pool = try makePool(retrieveHelps: false)
                let here = ThreadID.current
                for count in [1, 1, 1, 10, 1_000] {
                    let threads = try outputs(
                        pool.dispatchAsync(Array(0..<count)) { _ in ThreadID.current }.retrieve()
                    )
                    #expect(!threads.contains(here))
                }
            }
        }

        @Test func `a batch below minPayloads is decoded before dispatch returns, on its thread; no other is`()
            async throws
        {
            try await onThread {
                let pool = try makePool(retrieveHelps: false) { $0.minPayloads = 10 }
                let here = ThreadID.current
                let lane = pool.lane("lane", decoder: WhereDecoded(), decodesInPlace: false)
                for _ in 0..<20 {
                    let below = [
                        pool.dispatchAsync(Array(0..<9), decoder: WhereDecoded()), lane.dispatchAsync(Array(0..<9)),
                    ]
                    for future in below {
                        #expect(future.isDone)
                        #expect(Set(try outputs(future.retrieve())) == [here])
                    }
                    let atLeast = [
                        pool.dispatchAsync(Array(0..<10), decoder: WhereDecoded()), lane.dispatchAsync(Array(0..<10)),
                    ]
                    for future in atLeast { #expect(!Set(try outputs(future.retrieve())).contains(here)) }
                }
            }
        }

        @Test func `a batch below minPayloads is decoded also while every worker is stuck`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let lane = pool.lane("lane", decoder: Doubling(), minPayloads: 3)
                #expect(lane.settings.minPayloads == 3)
                #expect(try outputs(lane.dispatchAsync([1, 2]).retrieve()) == [2, 4])
                #expect(!lane.dispatchAsync([1, 2, 3]).isDone)
            }
        }

        @Test func `a lane has the pool's minPayloads, or its own`() async throws {
            try await onThread {
                let pool = try makePool(retrieveHelps: false) { $0.minPayloads = 5 }
                let here = ThreadID.current
                func isInPlace(_ lane: WorkerPool.Lane<Int, ThreadID, Never>, _ count: Int) throws -> Bool {
                    try Set(outputs(lane.dispatchAsync(Array(0..<count)).retrieve())) == [here]
                }
                func lane(_ minPayloads: Int?) -> WorkerPool.Lane<Int, ThreadID, Never> {
                    pool.lane(
                        "lane",
                        decoder: WhereDecoded(),
                        minPayloads: minPayloads,
                        decodesInPlace: false
                    )
                }
                #expect(lane(nil).settings.minPayloads == 5)
                #expect(try isInPlace(lane(nil), 4) && !isInPlace(lane(nil), 5))
                #expect(try isInPlace(lane(7), 6) && !isInPlace(lane(7), 7))
                #expect(try !isInPlace(lane(1), 1))
            }
        }

        @Test func `failures of a batch that is decoded in place stand at their own index too`() async throws {
            let pool = try makePool { $0.minPayloads = 100 }
            let results = try await pool.dispatchAsync(Array(1...3), decoder: Rejecting(every: 2)).retrieve()
            #expect(results == [.success(1), .failure(Rejection(payload: 2)), .success(3)])
        }

        @Test func `64 threads dispatch at once, and each gets its own results`() async throws {
            try await onThread {
                let pool = try makePool(workers: 3)
                let isRight = onThreads(64) { producer in
                    (0..<50)
                        .allSatisfy { round in
                            let payloads = Array(producer * 1_000 + round..<producer * 1_000 + round + 20)
                            let results = try? pool.dispatchAsync(payloads, decoder: Doubling()).retrieve()
                            return results?.map { $0.get() } == payloads.map { $0 * 2 }
                        }
                }
                #expect(isRight == Array(repeating: true, count: 64))
            }
        }
    }
}

/// Tells on which thread it ran.
struct WhereDecoded: WorkerPool.Decoder {
    func decode(_ payload: Int) -> ThreadID { .current }
}

extension Array {
    /// Where the elements are, as a number that can be compared.
    var address: UInt { unsafe withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
}
