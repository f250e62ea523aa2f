// Rule 5: a future may be retrieved many times, from many threads and tasks, and answers the same.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Retrieving {
        @Test func `100 threads and 100 tasks, some before and some after the last result, get the same array`()
            async throws
        {
            let pool = try makePool()
            let gate = Gate()
            let future = pool.dispatchAsync(Array(0..<1_000)) { payload in
                if payload == 500 { gate.wait() }
                return payload
            }
            let addresses = try await withThrowingTaskGroup { group in
                for _ in 0..<100 {
                    group.addTask { try await future.retrieve().address }
                }
                group.addTask {
                    try await onThread {
                        let addresses = onThreads(100) { index in
                            if index == 50 { gate.open() }
                            return (try? future.retrieve())?.address ?? 0
                        }
                        #expect(addresses.count == 100 && Set(addresses).count == 1)
                        return addresses[0]
                    }
                }
                return try await group.reduce(into: Set<UInt>()) { $0.insert($1) }
            }
            #expect(addresses.count == 1 && addresses != [0])
            #expect(try await [future.retrieve().address] == Array(addresses))
        }

        @Test(arguments: [1, 1_001])
        func `copies of a future are one future, whether its batch is decoded in place or not`(minPayloads: Int)
            async throws
        {
            try await onThread {
                let pool = try makePool { $0.minPayloads = minPayloads }
                let copies = Array(repeating: pool.dispatchAsync(Array(0..<1_000), decoder: Doubling()), count: 8)
                let addresses = onThreads(8) { (try? copies[$0].retrieve())?.address ?? 0 }
                #expect(Set(addresses).count == 1 && addresses[0] != 0)
                let areDone = copies.allSatisfy(\.isDone)
                #expect(areDone)
            }
        }

        @Test(arguments: [1, 2])
        func `a printed future tells whether it is done, and nothing of the results`(minPayloads: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let future = pool.lane("", decoder: Doubling(), minPayloads: minPayloads).dispatchAsync([4321])
                #expect("\(future)" == (minPayloads == 2 ? "a future that is done" : "a future that is not done"))
                _ = try future.retrieve()
                #expect("\(future)" == "a future that is done")
            }
        }

        @Test func `a future tells whether it is done`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let future = pool.dispatchAsync([1], decoder: Doubling())
                #expect(!future.isDone)
                _ = try future.retrieve()
                #expect(future.isDone)
            }
        }

        @Test func `an awaited retrieve never decodes on the caller's thread`() async throws {
            let pool = try makePool(retrieveHelps: true)
            for _ in 0..<50 {
                let isOnWorker = try await pool.dispatchAsync([(), ()]) { pool.isRunningHere }.retrieve()
                #expect(try outputs(isOnWorker) == [true, true])
            }
        }

        @Test func `cancelling a task that waits neither ends its wait nor the batch`() async throws {
            let pool = try makePool()
            let gate = Gate()
            let future = pool.dispatchAsync([1]) { payload in
                gate.wait()
                return payload
            }
            let task = Task { try await future.retrieve() }
            task.cancel()
            gate.open()
            #expect(try await task.value == [.success(1)])
        }

        @Test func `a cancelled task can cancel its batch, as the documentation shows`() async throws {
            let pool = try makePool()
            let gate = Gate()
            let inside = Gate()
            let future = pool.dispatchAsync([1]) { payload in
                inside.open()
                gate.wait()
                return payload
            }
            let task = Task {
                try await withTaskCancellationHandler {
                    try await future.retrieve()
                } onCancel: {
                    future.cancel()
                }
            }
            try await onThread { inside.wait() }
            task.cancel()
            await #expect(throws: WorkerPool.RetrievalError.cancelled) { try await task.value }
            gate.open()
        }

        @Test(arguments: [1, 4])
        func `results stay when the pool and the lane are gone`(minPayloads: Int) async throws {
            func dispatch() async throws -> WorkerPool.Future<Int, Never> {
                let pool = try makePool { $0.minPayloads = minPayloads }
                let future = pool.lane("lane", decoder: Doubling()).dispatchAsync([1, 2, 3])
                await pool.shutdown()
                return future
            }
            #expect(try await outputs(dispatch().retrieve()) == [2, 4, 6])
        }

        @Test func `every retrieval error has a line of its own for a log`() {
            let errors: [WorkerPool.RetrievalError] = [.cancelled, .shutDown]
            #expect(Set(errors.map(\.description)).count == errors.count)
            #expect(errors.allSatisfy { !$0.description.contains("\n") && !$0.description.isEmpty })
        }
    }
}
