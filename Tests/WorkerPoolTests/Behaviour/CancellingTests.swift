// Rule 4: a cancel that comes before the last result wins, at once.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Cancelling {
        @Test
        func `a batch that nobody has begun is cancelled at once while every worker is stuck, and is never decoded`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 2)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let decoded = Tally()
                let census = Census()
                let future = pool.dispatchAsync((0..<100).map { _ in Resident(of: census) }) { _ in decoded.add() }
                #expect(census.living == 100)
                future.cancel()
                #expect(future.isDone)
                // Its payloads are freed although no worker is free to do it.
                #expect(census.living == 0)
                #expect(throws: WorkerPool.RetrievalError.cancelled) { try future.retrieve() }
                workers.open()
                pool.shutdown()
                #expect(decoded.value == 0)
            }
        }

        @Test func `who cancels a copy of a future cancels all of them, though the copy is gone`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let future = pool.dispatchAsync([1], decoder: Doubling())
                var copy: WorkerPool.Future<Int, Never>? = future
                copy?.cancel()
                copy = nil
                #expect(future.isDone)
                #expect(throws: WorkerPool.RetrievalError.cancelled) { try future.retrieve() }
            }
        }

        @Test func `a batch that is being decoded is cancelled at once: the rest is not decoded, what was is freed`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let inside = Gate()
                let gate = Gate()
                defer { gate.open() }
                let decoded = Tally()
                let payloads = Census()
                let outputs = Census()
                let future = pool.dispatchAsync((0..<1_000).map { _ in Resident(of: payloads) }) { _ in
                    if decoded.add() == 3 {
                        inside.open()
                        gate.wait()
                    }
                    return Resident(of: outputs)
                }
                inside.wait()
                future.cancel()
                #expect(future.isDone)
                #expect(throws: WorkerPool.RetrievalError.cancelled) { try future.retrieve() }
                gate.open()
                outputs.waitUntilNobodyLives()
                payloads.waitUntilNobodyLives()
                pool.shutdown()
                #expect((3..<500).contains(decoded.value))  // the slice that had begun, and no more
                #expect(outputs.born == decoded.value)
            }
        }

        @Test func `everybody who waits is told, threads and tasks`() async throws {
            let pool = try makePool(workers: 1, retrieveHelps: false)
            let workers = try await onThread { occupyWorkers(of: pool) }
            defer { workers.open() }
            let future = pool.dispatchAsync([1], decoder: Doubling())
            let tasks = (0..<10).map { _ in Task { try await future.retrieve() } }
            let isCancelled = try await onThread {
                onThreads(11) { index in
                    if index == 10 { future.cancel() }
                    return (try? future.retrieve()) == nil
                }
            }
            #expect(isCancelled == Array(repeating: true, count: 11))
            for task in tasks {
                await #expect(throws: WorkerPool.RetrievalError.cancelled) { try await task.value }
            }
        }

        @Test func `a batch that is done keeps its results when it is cancelled`() async throws {
            let pool = try makePool { $0.minPayloads = 2 }
            for future in [
                pool.dispatchAsync([1, 2, 3], decoder: Doubling()), pool.dispatchAsync([1], decoder: Doubling()),
                pool.dispatchAsync([], decoder: Doubling()),
            ] {
                let results = try await future.retrieve()
                future.cancel()
                #expect(future.isDone)
                #expect(try await future.retrieve().address == results.address)
            }
        }

        @Test func `to cancel twice, and from 16 threads, is to cancel once`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let census = Census()
                let future = pool.dispatchAsync((0..<100).map { _ in Resident(of: census) }) { _ in }
                _ = onThreads(16) { _ in
                    future.cancel()
                    future.cancel()
                }
                #expect(throws: WorkerPool.RetrievalError.cancelled) { try future.retrieve() }
                #expect(census.living == 0)
            }
        }

        @Test(arguments: [1, 2])
        func `a decoder may cancel its own batch; its output is freed`(workers: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: workers, retrieveHelps: false)
                let ownFuture = Shared<WorkerPool.Future<Resident, Never>?>(nil)
                let isSet = Gate()
                let census = Census()
                let decoded = Tally()
                let future = pool.dispatchAsync(Array(0..<1_000)) { payload in
                    isSet.wait()
                    decoded.add()
                    ownFuture.value?.cancel()
                    return Resident(of: census)
                }
                ownFuture.value = future
                isSet.open()
                #expect(throws: WorkerPool.RetrievalError.cancelled) { try future.retrieve() }
                census.waitUntilNobodyLives()
                ownFuture.value = nil
                pool.shutdown()
                #expect(decoded.value < 500)
            }
        }

        @Test func `the last payload's decoder may still cancel`() async throws {
            let pool = try makePool(workers: 1, retrieveHelps: false)
            let ownFuture = Shared<WorkerPool.Future<Void, Never>?>(nil)
            let isSet = Gate()
            let future = pool.dispatchAsync([1]) { _ in
                isSet.wait()
                ownFuture.exchange(nil)?.cancel()
            }
            ownFuture.value = future
            isSet.open()
            await #expect(throws: WorkerPool.RetrievalError.cancelled) { try await future.retrieve() }
        }

        @Test func `a cancelled batch costs the others nothing: those before and behind it are decoded`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let futures = (0..<100).map { pool.dispatchAsync([$0], decoder: Doubling()) }
                for index in stride(from: 0, to: 100, by: 3) { futures[index].cancel() }
                workers.open()
                for (index, future) in futures.enumerated() {
                    if index.isMultiple(of: 3) {
                        #expect(throws: WorkerPool.RetrievalError.cancelled) { try future.retrieve() }
                    } else {
                        #expect(try future.retrieve() == [.success(index * 2)])
                    }
                }
            }
        }

        @Test func `a cancel that races with the last result leaves either all results or none, to everybody the same`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 2)
                let census = Census()
                var cancelled = 0
                for round in 0..<2_000 {
                    let future = pool.dispatchAsync(Array(0..<round % 5 + 1)) { payload in
                        (payload: payload, resident: Resident(of: census))
                    }
                    let canceller = pool.dispatchAsync([()]) { future.cancel() }
                    let results = try? future.retrieve()
                    if let results {
                        #expect(results.map { $0.get().payload } == Array(0..<round % 5 + 1))
                    } else {
                        cancelled += 1
                    }
                    _ = try canceller.retrieve()
                    #expect(((try? future.retrieve()) == nil) == (results == nil))
                }
                pool.shutdown()
                census.waitUntilNobodyLives()
                #expect(cancelled < 2_000)
            }
        }

        @Test func `a lane goes on after a cancel, with its workspaces`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let inside = Gate()
                let gate = Gate()
                defer { gate.open() }
                let workspaces = Census()
                let lane = pool.lane(
                    "lane",
                    decoder: Keeping(workspaces: workspaces) {
                        inside.open()
                        gate.wait()
                    },
                    decodesInPlace: false
                )
                let future = lane.dispatchAsync([1, 2, 3])
                inside.wait()
                future.cancel()
                gate.open()
                #expect(try outputs(lane.dispatchAsync([4, 5]).retrieve()) == [4, 5])
                #expect(workspaces.born == 1)
            }
        }
    }
}

/// Answers its payload, with a workspace that is counted.
private struct Keeping: WorkerPool.Decoder {
    let workspaces: Census
    let onDecode: @Sendable () -> Void

    func makeWorkspace() -> Resident { Resident(of: workspaces) }

    func decode(_ payload: Int, in workspace: inout Resident) -> Int {
        onDecode()
        return payload
    }
}
