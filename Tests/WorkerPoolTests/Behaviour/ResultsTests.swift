// Rules 1 and 2: one result for each payload, whatever happens to the others.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Results {
        @Test(arguments: [1, 2, 5], [1, 2, 3, 64, 1_000, 100_000])
        func `every payload has its result at its own index`(workers: Int, count: Int) async throws {
            let pool = try makePool(workers: workers)
            let payloads = (0..<count).map { $0 &* 7_919 % 1_000_003 }
            let helped = try await onThread { try outputs(pool.dispatchAsync(payloads) { "\($0)" }.retrieve()) }
            #expect(helped == payloads.map { "\($0)" })
            let awaited = try await outputs(pool.dispatchAsync(payloads) { "\($0)" }.retrieve())
            #expect(awaited == helped)
        }

        @Test func `an empty batch answers an empty array, and is done at once`() async throws {
            let pool = try makePool()
            let future = pool.dispatchAsync([Int]()) { $0 }
            #expect(future.isDone)
            #expect(try await future.retrieve().isEmpty)
            let lane = pool.lane("", decoder: Doubling())
            #expect(try await lane.dispatchAsync([]).retrieve().isEmpty)
        }

        @Test func `millions of payloads are decoded, none of them twice`() async throws {
            #if DEBUG
            let count = 1_000_000
            #else
            let count = 10_000_000
            #endif
            let pool = try makePool()
            let results = try await pool.dispatchAsync(Array(0..<count), decoder: Doubling()).retrieve()
            #expect(results.count == count)
            let isRight = results.enumerated().allSatisfy { index, result in result.get() == index * 2 }
            #expect(isRight)
        }

        @Test func `a payload is decoded once, however many threads help`() async throws {
            let pool = try makePool(workers: 3)
            let log = Log<Int>()
            try await onThread {
                let future = pool.dispatchAsync(Array(0..<20_000)) { log.append($0) }
                _ = onThreads(8) { _ in _ = try? future.retrieve() }
            }
            #expect(log.all.sorted() == Array(0..<20_000))
        }

        @Test func `the order is the batch's, also where a later payload is decoded first`() async throws {
            let pool = try makePool(workers: 2)
            let later = Gate()
            let results =
                try await pool.dispatchAsync([0, 1]) { payload in
                    if payload == 0 { later.wait() } else { later.open() }
                    return payload
                }
                .retrieve()
            #expect(try outputs(results) == [0, 1])
        }

        @Test(arguments: [1, 2])
        func `a payload that throws fails at its own index only`(workers: Int) async throws {
            let pool = try makePool(workers: workers)
            let results = try await pool.dispatchAsync(Array(0..<10_000), decoder: Rejecting(every: 7)).retrieve()
            let expected: [Result<Int, Rejection>] = (0..<10_000)
                .map { $0.isMultiple(of: 7) ? .failure(Rejection(payload: $0)) : .success($0) }
            #expect(results == expected)
        }

        @Test func `a decoder that always throws fails every payload, and its workers go on`() async throws {
            let pool = try makePool(workers: 2)
            for _ in 0..<20 {
                let results = try await pool.dispatchAsync(Array(0..<500), decoder: Rejecting(every: 1)).retrieve()
                #expect(results == (0..<500).map { .failure(Rejection(payload: $0)) })
            }
            #expect(ThreadEntry.all(of: pool).count == 3)
            #expect(try await outputs(pool.dispatchAsync([21], decoder: Doubling()).retrieve()) == [42])
        }

        @Test func `payloads without a size have their results too`() async throws {
            let pool = try makePool()
            let results = try await pool.dispatchAsync(Array(repeating: (), count: 1_000)) {}.retrieve()
            #expect(results.count == 1_000)
        }
    }
}

struct Doubling: WorkerPool.Decoder {
    func decode(_ payload: Int) -> Int { payload * 2 }
}

/// Throws for the multiples of a number.
struct Rejecting: WorkerPool.Decoder {
    let every: Int

    func decode(_ payload: Int) throws(Rejection) -> Int {
        if payload.isMultiple(of: every) { throw Rejection(payload: payload) }
        return payload
    }
}
