// Rule 9: who decodes while it waits, and that nobody waits for himself.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Helping {
        @Test func `a blocking retrieve decodes its own batch, and no other, while every worker is stuck`() async throws
        {
            try await onThread {
                let pool = try makePool(workers: 2)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                let others = Tally()
                let before = pool.dispatchAsync(Array(0..<100)) { _ in others.add() }
                let mine = pool.dispatchAsync(Array(0..<100), decoder: WhereDecoded())
                let after = pool.dispatchAsync(Array(0..<100)) { _ in others.add() }
                #expect(Set(try outputs(mine.retrieve())) == [ThreadID.current])
                #expect(others.value == 0)
                #expect(!before.isDone && !after.isDone)
                workers.open()
                _ = (try before.retrieve(), try after.retrieve())
                #expect(others.value == 200)
            }
        }

        @Test func `the caller may hold the lock that the workers wait for`() async throws {
            try await onThread {
                let pool = try makePool(workers: 2)
                let lock = NSLock()
                let stuck = Tally()
                lock.lock()
                let futures = (0..<2)
                    .map { _ in
                        pool.dispatchAsync([()]) {
                            stuck.add()
                            lock.withLock {}
                        }
                    }
                stuck.wait(for: 2)
                #expect(try outputs(pool.dispatchAsync(Array(0..<100), decoder: Doubling()).retrieve())[99] == 198)
                lock.unlock()
                for future in futures { #expect(try future.retrieve().count == 1) }
            }
        }

        @Test func `with a worker for every CPU a helping caller takes the place of one, which goes to the next batch`()
            async throws
        {
            try await onThread {
                let workers = max(2, WorkerPool.Configuration.availableCPUs)
                let pool = try makePool(workers: workers)
                let occupied = occupyWorkers(of: pool)
                defer { occupied.open() }
                let begun = Tally()
                let gate = Gate()
                let first = pool.dispatchAsync(Array(0..<2 * workers)) { _ in
                    begun.add()
                    gate.wait()
                }
                let second = Tally()
                _ = pool.dispatchAsync([()]) { second.add() }
                let retrieved = Tally()
                Thread.detachNewThread {
                    _ = try? first.retrieve()
                    retrieved.add()
                }
                begun.wait(for: 1)  // the caller is inside
                occupied.open()
                second.wait(for: 1)  // by the worker that is left, since nobody comes out of the first
                begun.wait(for: workers)
                #expect(begun.value == workers)
                gate.open()
                retrieved.wait(for: 1)
                #expect(begun.value == 2 * workers)
            }
        }

        @Test func `with helping off a blocking retrieve never decodes on the caller's thread`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                for count in [1, 2, 100, 10_000] {
                    let future = pool.dispatchAsync(Array(0..<count), decoder: WhereDecoded())
                    #expect(!Set(try outputs(future.retrieve())).contains(.current))
                }
            }
        }

        @Test(arguments: [true, false])
        func `a decoder may retrieve 20 deep on one worker, helping or not`(retrieveHelps: Bool) async throws {
            let pool = try makePool(workers: 1, retrieveHelps: retrieveHelps)
            #expect(try await pool.dispatchAsync([20], decoder: Nesting(pool: pool)).retrieve() == [.success(20)])
        }

        @Test(arguments: [1, 2, 3])
        func `decoders that retrieve from lanes do not deadlock either, however wide the tree`(workers: Int)
            async throws
        {
            let pool = try makePool(workers: workers, retrieveHelps: false)
            let future = pool.dispatchAsync([11, 10, 9], decoder: Fibonacci(pool: pool))
            #expect(try await outputs(future.retrieve()) == [89, 55, 34])
        }

        @Test func `a decoder that a helping caller runs may retrieve too, while every worker is stuck`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let workers = occupyWorkers(of: pool)
                defer { workers.open() }
                #expect(try pool.dispatchAsync([20], decoder: Nesting(pool: pool)).retrieve() == [.success(20)])
            }
        }

        @Test func `a decoder may retrieve from another pool, and back`() async throws {
            let first = try makePool(workers: 1)
            let second = try makePool(workers: 1)
            let future = first.dispatchAsync([1, 2, 3]) { payload throws(WorkerPool.RetrievalError) in
                try
                    second.dispatchAsync([payload]) { payload throws(WorkerPool.RetrievalError) in
                        try first.dispatchAsync([payload], decoder: Doubling()).retrieve()[0].get()
                    }
                    .retrieve()[0]
                    .get()
            }
            #expect(try await outputs(future.retrieve()) == [2, 4, 6])
        }

        @Test(arguments: [true, false])
        func `workers of two pools may wait for each other's batches, with helping off too`(retrieveHelps: Bool)
            async throws
        {
            let pools = try (0..<2).map { _ in try makePool(workers: 1, retrieveHelps: retrieveHelps) }
            let inside = Tally()
            let futures = [(0, 1), (1, 0)]
                .map { mine, other in
                    pools[mine]
                        .dispatchAsync([mine]) { payload throws(WorkerPool.RetrievalError) in
                            inside.add()
                            inside.wait(for: 2)
                            return try pools[other].dispatchAsync([payload], decoder: Doubling()).retrieve()[0].get()
                        }
                }
            let results = try await onThread { try futures.map { try outputs($0.retrieve()) } }
            #expect(results == [[0], [2]])
        }

        @Test func `of two decoders that retrieve the same future both get it`() async throws {
            let pool = try makePool(workers: 2, retrieveHelps: false)
            let inner = pool.dispatchAsync(Array(0..<1_000), decoder: Doubling())
            let outer = pool.dispatchAsync(Array(0..<50)) { _ throws(WorkerPool.RetrievalError) in
                try inner.retrieve().address
            }
            #expect(Set(try await outputs(outer.retrieve())).count == 1)
        }
    }
}

/// Answers its payload, which it learns by counting down in one batch inside the other.
private struct Nesting: WorkerPool.Decoder {
    let pool: WorkerPool

    func decode(_ payload: Int) throws(WorkerPool.RetrievalError) -> Int {
        guard payload > 0 else { return 0 }
        let inner = try pool.dispatchAsync([payload - 1], decoder: self).retrieve()
        return 1 + (try inner[0].get())
    }
}

private struct Fibonacci: WorkerPool.Decoder {
    let pool: WorkerPool

    func decode(_ payload: Int) throws(WorkerPool.RetrievalError) -> Int {
        guard payload > 1 else { return payload }
        let lane = pool.lane("\(payload)", decoder: self)
        let inner = try lane.dispatchAsync([payload - 1, payload - 2]).retrieve()
        return try inner[0].get() + inner[1].get()
    }
}
