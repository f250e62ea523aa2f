// Tasks that wait while whatever they wait for goes away.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Awaiting {
        /// Thread Sanitizer takes it for a race if the results are read with nothing but the resumption before.
        @Test func `a task may await the future of a batch whose pool has been dropped`() async throws {
            func dispatch() throws -> WorkerPool.Future<Int, Never> {
                try makePool(workers: 1).dispatchAsync([1, 2, 3], decoder: Doubling())
            }
            for _ in 0..<500 {
                #expect(try await dispatch().retrieve() == [.success(2), .success(4), .success(6)])
            }
        }

        /// So that some end just when the task is about to suspend.
        @Test func `a batch may end at any moment of the wait for it`() async throws {
            let pool = try makePool()
            for round in 0..<5_000 {
                let future = pool.dispatchAsync([round]) { round in compute(round % 500 * 4) &+ UInt64(round) }
                #expect(try await future.retrieve().count == 1)
            }
        }

        @Test func `many tasks may, of many batches, and of lanes`() async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for count in 0..<50 {
                    group.addTask {
                        let future = try withExtendedLifetime(makePool(workers: 1)) { pool in
                            pool.lane("lane", decoder: Doubling()).dispatchAsync(Array(0..<count))
                        }
                        let results = try await future.retrieve()
                        #expect(results == (0..<count).map { .success(2 * $0) })
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
