// The call that says that its caller waits: what it answers, where it decodes, and how it ends.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Decoding {
        // MARK: What it answers

        @Test(arguments: [0, 1, 2, 1_000])
        func `it answers what a plain loop does, however the decoder is given`(count: Int) async throws {
            let pool = try makePool()
            let payloads = Array(0..<count)
            let decoder = Rejecting(every: 3)
            let expected: [Result<Int, Rejection>] = payloads.map {
                $0 % 3 == 0 ? .failure(Rejection(payload: $0)) : .success($0)
            }
            let lane = pool.lane("lane", decoder: decoder)
            for _ in 0..<3 { #expect(try await lane.decode(payloads) == expected) }
            #expect(try await pool.decode(payloads, decoder: decoder) == expected)
            let byClosure = try await pool.decode(payloads) { payload throws(Rejection) in try decoder.decode(payload) }
            #expect(byClosure == expected)
        }

        @Test(arguments: [0, 1, 2, 1_000])
        func `so does the one that blocks`(count: Int) async throws {
            try await onThread {
                let pool = try makePool()
                let payloads = Array(0..<count)
                let expected = payloads.map { Result<Int, Never>.success(2 * $0) }
                let lane = pool.lane("lane", decoder: Doubling())
                for _ in 0..<3 { #expect(try lane.decodeBlocking(payloads) == expected) }
                #expect(try pool.decodeBlocking(payloads, decoder: Doubling()) == expected)
                let byClosure = try pool.decodeBlocking(payloads) { 2 * $0 }
                #expect(byClosure == expected)
            }
        }

        @Test func `its errors are typed, and a catch has all of them`() async throws {
            let pool = try makePool()
            let lane = pool.lane("lane", decoder: Doubling())
            // It would not compile if anything else could be thrown.
            func decode() async -> String {
                do throws(WorkerPool.RetrievalError) {
                    return "\(try await lane.decode([1]).map { $0.get() } + pool.decode([2]) { $0 }.map { $0.get() })"
                } catch {
                    switch error {
                    case .cancelled: return "cancelled"
                    case .shutDown: return "shut down"
                    }
                }
            }
            #expect(await decode() == "[2, 2]")
            await pool.shutdown()
            #expect(await decode() == "shut down")
        }

        @Test(arguments: [0, 1, 100])
        func `after shutdown it says so, of an empty batch too`(count: Int) async throws {
            let pool = try makePool()
            let lane = pool.lane("lane", decoder: Doubling())
            let payloads = Array(0..<count)
            _ = try await lane.decode(payloads)
            await pool.shutdown()
            let shutDown = WorkerPool.RetrievalError.shutDown
            await #expect(throws: shutDown) { try await lane.decode(payloads) }
            await #expect(throws: shutDown) { try await pool.decode(payloads, decoder: Doubling()) }
            await #expect(throws: shutDown) { try await pool.decode(payloads) { $0 } }
            try await onThread {
                #expect(throws: shutDown) { try lane.decodeBlocking(payloads) }
                #expect(throws: shutDown) { try pool.decodeBlocking(payloads, decoder: Doubling()) }
                #expect(throws: shutDown) { try pool.decodeBlocking(payloads) { $0 } }
            }
        }

        // MARK: Cancelling

        @Test func `a task that is cancelled before gets that for an answer, and nothing is decoded`() async throws {
            let pool = try makePool { $0.minPayloads = 2 }  // in place, if it came to that
            let decoded = Tally()
            let lane = pool.lane("lane") { (_: Int) in decoded.add() }
            let cancelled = WorkerPool.RetrievalError.cancelled
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                for payloads in [[], [1], [1, 2]] {
                    await #expect(throws: cancelled) { try await lane.decode(payloads) }
                    await #expect(throws: cancelled) { try await pool.decode(payloads) { _ in decoded.add() } }
                }
            }
            await task.value
            await pool.shutdown()
            #expect(decoded.value == 0)
        }

        @Test(arguments: [true, false])
        func `a task that is cancelled while it waits is answered at once, though the workers are stuck`(
            isLane: Bool
        ) async throws {
            let pool = try makePool(workers: 2)
            let gate = Gate()
            let inside = Tally()
            let decode: @Sendable (Int) -> Int = { payload in
                inside.add()
                gate.wait()
                return payload
            }
            let lane = pool.lane("lane", decode: decode)
            let payloads = Array(0..<100)
            let task = Task {
                isLane ? try await lane.decode(payloads) : try await pool.decode(payloads, decode: decode)
            }
            try await onThread { inside.wait(for: 2) }
            task.cancel()
            await #expect(throws: WorkerPool.RetrievalError.cancelled) { try await task.value }
            gate.open()
            await pool.shutdown()
            #expect(inside.value == 2, "the batch is cancelled with its task")
        }

        @Test func `a task that is cancelled after the results keeps them`() async throws {
            let pool = try makePool()
            let task = Task {
                let results = try await pool.decode([1, 2, 3], decoder: Doubling())
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return results
            }
            #expect(try await outputs(task.value) == [2, 4, 6])
        }

        // MARK: Where from

        @MainActor
        @Test func `it can be called on the main actor`() async throws {
            let pool = try makePool()
            let lane = pool.lane("lane", decoder: Doubling())
            for count in [1, 100] {
                #expect(try await outputs(lane.decode(Array(0..<count))) == (0..<count).map { 2 * $0 })
                MainActor.assertIsolated()
            }
        }

        @Test func `it can be called on an actor, which stays free meanwhile`() async throws {
            actor Counter {
                let pool: WorkerPool
                private(set) var count = 0

                init(pool: WorkerPool) { self.pool = pool }

                func add() { count += 1 }

                func decode(_ gate: Gate) async throws -> [Int] {
                    let results = try await pool.decode([1, 2, 3]) { payload in
                        gate.wait()
                        return payload
                    }
                    count += 10
                    return try outputs(results)
                }
            }
            let counter = Counter(pool: try makePool())
            let gate = Gate()
            async let decoded = counter.decode(gate)
            await counter.add()  // or else this would wait for the gate
            gate.open()
            #expect(try await decoded == [1, 2, 3])
            #expect(await counter.count == 11)
        }

        @Test func `it can be called by the children of a group, and by async let`() async throws {
            let pool = try makePool()
            let lane = pool.lane("lane", decoder: Doubling())
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for child in 0..<50 {
                    group.addTask { try await outputs(lane.decode(Array(0..<child))).reduce(0, +) }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == (0..<50).map { child in (0..<child).map { 2 * $0 }.reduce(0, +) }.reduce(0, +))
            async let first = lane.decode([1])
            async let second = pool.decode([2], decoder: Doubling())
            #expect(try await [first, second] == [[.success(2)], [.success(4)]])
        }

        @Test func `children that are cancelled with their group cancel their batches`() async throws {
            let pool = try makePool(workers: 1)
            let gate = occupyWorkers(of: pool)
            defer { gate.open() }
            let decoded = Tally()
            let cancelled = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        do throws(WorkerPool.RetrievalError) {
                            _ = try await pool.decode([1]) { _ in decoded.add() }
                            return false
                        } catch {
                            return error == .cancelled
                        }
                    }
                }
                group.cancelAll()
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(cancelled == 10)
            gate.open()
            await pool.shutdown()
            #expect(decoded.value == 0)
        }
    }
}
