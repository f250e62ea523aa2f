// Rule 10: shutdown drains, from wherever it is called.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct ShuttingDown {
        @Test(arguments: [1, 3])
        func `shutdown decodes what was accepted, and returns when the threads are gone`(workers: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: workers)
                let lane = pool.lane("lane", decoder: Doubling(), decodesInPlace: false)
                let occupied = occupyWorkers(of: pool)
                let futures = (0..<100)
                    .map { count in
                        count.isMultiple(of: 2)
                            ? lane.dispatchAsync(Array(0..<count))
                            : pool.dispatchAsync(Array(0..<count), decoder: Doubling())
                    }
                occupied.open()
                pool.shutdown()
                #expect(futures.allSatisfy { $0.isDone })
                yieldUntil { ThreadEntry.all(of: pool).isEmpty }
                for (count, future) in futures.enumerated() {
                    #expect(try outputs(future.retrieve()) == (0..<count).map { $0 * 2 })
                }
            }
        }

        @Test func `shutdown waits for a decoder that is still at work`() async throws {
            try await onThread {
                let pool = try makePool(workers: 2)
                let occupied = occupyWorkers(of: pool)
                let decoded = Tally()
                _ = pool.dispatchAsync([()]) { decoded.add() }
                let events = onThreads(2) { index in
                    if index == 0 {
                        pool.shutdown()
                        return decoded.value  // seen after the shutdown
                    }
                    // Once the shutdown has begun, let the workers go.
                    while pool.dispatchAsync([Int](), decoder: Doubling()).isShutDown == false { sched_yield() }
                    let before = decoded.value
                    occupied.open()
                    return before
                }
                #expect(events == [1, 0])
            }
        }

        @Test func `the async form drains too, while a task of one thread could not wait otherwise`() async throws {
            let pool = try makePool(workers: 2)
            let lives = Census()
            let gate = Gate()
            let future = pool.dispatchAsync((0..<100).map { _ in Resident(of: lives) }) { _ in gate.wait() }
            let shutdowns = (0..<10).map { _ in Task { await pool.shutdown() } }
            gate.open()
            for shutdown in shutdowns { await shutdown.value }
            #expect(future.isDone)
            #expect(lives.living == 0)
            // The workers are gone; the coordinator, which runs no user code, may be on its way.
            #expect(ThreadEntry.all(of: pool).allSatisfy { $0.name.hasSuffix("-co") })
            await pool.shutdown()
            try await onThread { pool.shutdown() }
            yieldUntil { ThreadEntry.all(of: pool).isEmpty }
        }

        @Test
        func `what is dispatched later completes with .shutDown, in place or not, empty or not, and is not decoded`()
            async throws
        {
            let pool = try makePool { $0.minPayloads = 3 }
            let decoded = Tally()
            let decoder = Counting(decoded: decoded)
            let lane = pool.lane("lane", decoder: decoder)
            let learned = pool.lane("learned", decoder: decoder, minPayloads: 1)
            for _ in 0..<100 { _ = try await learned.dispatchAsync([0]).retrieve() }
            await pool.shutdown()
            let before = decoded.value
            for count in [0, 1, 2, 3, 1_000] {
                let futures = [
                    pool.dispatchAsync(Array(0..<count), decoder: decoder),
                    pool.dispatchAsync(WorkerPool.Batch(Array(0..<count), decoder: decoder)),
                    pool.dispatchAsync(Array(0..<count)) { decoder.decode($0) },
                    lane.dispatchAsync(Array(0..<count)),
                    learned.dispatchAsync(Array(0..<count)),
                    pool.lane("late", decoder: decoder).dispatchAsync(Array(0..<count)),
                ]
                for future in futures {
                    #expect(future.isDone)
                    future.cancel()
                    await #expect(throws: WorkerPool.RetrievalError.shutDown) { try await future.retrieve() }
                }
            }
            #expect(decoded.value == before)
        }

        @Test func `shutdown may be called again, and by 64 threads at once; each returns when the threads are gone`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 2)
                let future = pool.dispatchAsync(Array(0..<10_000), decoder: Doubling())
                let threadsLeft = onThreads(64) { _ in
                    pool.shutdown()
                    return ThreadEntry.all(of: pool).count
                }
                #expect(threadsLeft == Array(repeating: 0, count: 64))
                #expect(future.isDone)
                pool.shutdown()
            }
        }

        @Test func `during the dispatches of 64 producers every future completes: with all results, or with .shutDown`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 2)
                let dispatched = Tally()
                let accounts = onThreads(65) { producer -> (accepted: Int, isRight: Bool) in
                    if producer == 64 {
                        dispatched.wait(for: 200)
                        pool.shutdown()
                        return (0, true)
                    }
                    let lane = pool.lane("\(producer)", decoder: Doubling())
                    var futures: [WorkerPool.Future<Int, Never>] = []
                    repeat {
                        futures.append(
                            futures.count.isMultiple(of: 2)
                                ? lane.dispatchAsync(Array(0..<50))
                                : pool.dispatchAsync(Array(0..<50), decoder: Doubling())
                        )
                        dispatched.add()
                    } while futures.last?.isShutDown == false
                    let answers = futures.map { try? $0.retrieve() }
                    let accepted = answers.prefix { $0 != nil }
                    // Once refused, always refused.
                    let isRight =
                        accepted.allSatisfy { $0?.map { $0.get() } == (0..<50).map { $0 * 2 } }
                        && answers.dropFirst(accepted.count).allSatisfy { $0 == nil }
                    return (accepted.count, isRight)
                }
                #expect(accounts.allSatisfy { $0.isRight })
                #expect(accounts.map(\.accepted).reduce(0, +) > 0)
            }
        }

        @Test(arguments: [1, 2])
        func `called by a decoder on a worker it begins the drain and returns`(workers: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: workers, retrieveHelps: false)
                let occupied = occupyWorkers(of: pool)
                let first = pool.dispatchAsync([()]) { pool.shutdown() }
                let second = pool.dispatchAsync(Array(0..<1_000), decoder: Doubling())
                occupied.open()
                #expect(try first.retrieve().count == 1)
                #expect(try outputs(second.retrieve()) == (0..<1_000).map { $0 * 2 })
                #expect(pool.dispatchAsync([1], decoder: Doubling()).isShutDown)
                pool.shutdown()
                yieldUntil { ThreadEntry.all(of: pool).isEmpty }
            }
        }

        @Test func `called by a decoder that a helping caller runs it begins the drain and returns`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1)
                let occupied = occupyWorkers(of: pool)
                let here = ThreadID.current
                let future = pool.dispatchAsync([(), ()]) {
                    #expect(ThreadID.current == here)
                    pool.shutdown()
                }
                #expect(try future.retrieve().count == 2)
                #expect(pool.dispatchAsync([1], decoder: Doubling()).isShutDown)
                occupied.open()
                pool.shutdown()
                yieldUntil { ThreadEntry.all(of: pool).isEmpty }
            }
        }

        @Test func `called by a decoder that is run in place it drains and returns`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1) { $0.minPayloads = 2 }
                let future = pool.dispatchAsync([()]) { pool.shutdown() }
                #expect(try future.retrieve().count == 1)
                yieldUntil { ThreadEntry.all(of: pool).isEmpty }
            }
        }

        @Test func `it drains a batch whose decoder dispatches and retrieves: what is late is refused, nothing hangs`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let occupied = occupyWorkers(of: pool)
                let future = pool.dispatchAsync([1, 2, 3]) { payload throws(WorkerPool.RetrievalError) in
                    try pool.dispatchAsync([payload], decoder: Doubling()).retrieve()[0].get()
                }
                _ = onThreads(2) { index in
                    if index == 0 { return pool.shutdown() }
                    while pool.dispatchAsync([Int](), decoder: Doubling()).isShutDown == false { sched_yield() }
                    occupied.open()
                }
                #expect(try future.retrieve() == Array(repeating: .failure(.shutDown), count: 3))
            }
        }

        @Test func `a cancelled batch does not keep a shutdown waiting, but a decoder that is still in it does`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let outputs = Census()
                let inside = Gate()
                let gate = Gate()
                let future = pool.dispatchAsync(Array(0..<100)) { _ in
                    inside.open()
                    gate.wait()
                    return Resident(of: outputs)
                }
                let behind = pool.dispatchAsync(Array(0..<100)) { _ in Resident(of: outputs) }
                inside.wait()
                future.cancel()
                behind.cancel()
                gate.open()
                pool.shutdown()
                #expect(outputs.living == 0)
                #expect((1..<100).contains(outputs.born))
            }
        }
    }
}

extension WorkerPool.Future {
    /// Whether it was refused because of a shutdown; false also where it is not done.
    fileprivate var isShutDown: Bool {
        guard isDone else { return false }
        do {
            _ = try retrieve()
            return false
        } catch {
            return error == .shutDown
        }
    }
}

private struct Counting: WorkerPool.Decoder {
    let decoded: Tally

    func decode(_ payload: Int) -> Int { decoded.add() }
}
