// Rule 13: lanes share the workers by decode time; plain dispatches are one lane, first come, first served.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Fairness {
        @Test(arguments: [1, 2])
        func `a small batch of one lane does not wait for a giant one of another`(workers: Int) async throws {
            try await onThread {
                let pool = try makePool(workers: workers, retrieveHelps: false)
                let decoded = Tally()
                let giantLane = pool.lane("giant", decoder: Working(decoded: decoded, units: 2_000))
                let giant = giantLane.dispatchAsync(Array(0..<1_000_000))
                defer { giant.cancel() }
                decoded.wait(for: 1_000)
                let smallLane = pool.lane("small", decoder: Doubling(), decodesInPlace: false)
                for _ in 0..<20 { #expect(try smallLane.dispatchAsync(Array(0..<10)).retrieve().count == 10) }
                // Nor does a plain one, nor does the giant stand in its own pool's way for good.
                #expect(try pool.dispatchAsync(Array(0..<10), decoder: Doubling()).retrieve().count == 10)
                #expect(decoded.value < 500_000)
                decoded.wait(for: decoded.value + 1_000)
            }
        }

        @Test func `a small batch does not wait for the many that another lane has queued`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let decoded = Tally()
                let occupied = occupyWorkers(of: pool)
                let busyLane = pool.lane("busy", decoder: Working(decoded: decoded, units: 20_000))
                let futures = (0..<5_000).map { _ in busyLane.dispatchAsync([1, 2, 3, 4, 5]) }
                let small = pool.lane("small", decoder: Doubling()).dispatchAsync([1])
                occupied.open()
                #expect(try outputs(small.retrieve()) == [2])
                #expect(decoded.value < 12_500)
                for future in futures { future.cancel() }
            }
        }

        @Test func `lanes share one worker by time, not by payloads, batches or turns`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let occupied = occupyWorkers(of: pool)
                // A payload of the second takes 400 times as long as one of the first, and far longer than a slice.
                let counts = [Tally(), Tally()]
                let futures = zip(counts, [5_000, 2_000_000])
                    .map { count, units in
                        pool.lane("lane", decoder: Working(decoded: count, units: units))
                            .dispatchAsync(Array(0..<1_000_000))
                    }
                defer { for future in futures { future.cancel() } }
                occupied.open()
                counts[1].wait(for: 25)
                let (cheap, dear) = (counts[0].value, counts[1].value)
                // Equal shares are 400 cheap ones for a dear one; in turns, slice by slice, there would be fewer than 40.
                // The bounds are wide, since the time that others take from the worker is shared too.
                #expect((dear * 100...dear * 4_000).contains(cheap), "\(cheap) cheap ones, \(dear) dear ones")
            }
        }

        @Test func `each of ten lanes that are alike gets its part`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let occupied = occupyWorkers(of: pool)
                let counts = (0..<10).map { _ in Tally() }
                let futures = counts.map {
                    pool.lane("lane", decoder: Working(decoded: $0, units: 5_000)).dispatchAsync(Array(0..<1_000_000))
                }
                defer { for future in futures { future.cancel() } }
                occupied.open()
                for count in counts { count.wait(for: 1_000) }
                let shares = counts.map(\.value)
                #expect(shares.allSatisfy { $0 < 20_000 }, "\(shares)")
            }
        }

        @Test func `a lane that was away does not make up for it, and one that was busy before is not punished`()
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let (early, late) = (Tally(), Tally())
                let lateLane = pool.lane("late", decoder: Working(decoded: late, units: 5_000))
                let earlyLane = pool.lane("early", decoder: Working(decoded: early, units: 5_000))
                let first = earlyLane.dispatchAsync(Array(0..<1_000_000))
                defer { first.cancel() }
                early.wait(for: 10_000)
                let second = lateLane.dispatchAsync(Array(0..<1_000_000))
                defer { second.cancel() }
                let before = early.value
                late.wait(for: 2_000)
                let meanwhile = early.value - before
                #expect((200...20_000).contains(meanwhile))
            }
        }

        @Test func `plain dispatches are decoded first come, first served`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let occupied = occupyWorkers(of: pool)
                let log = Log<Int>()
                let futures = (0..<200)
                    .map { number in pool.dispatchAsync(Array(0..<number % 7 + 1)) { _ in log.append(number) } }
                occupied.open()
                for future in futures { _ = try future.retrieve() }
                #expect(log.all == (0..<200).flatMap { Array(repeating: $0, count: $0 % 7 + 1) })
            }
        }

        @Test func `a lane's batches are decoded in order too, also where other lanes come between`() async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let occupied = occupyWorkers(of: pool)
                let logs = [Log<Int>(), Log<Int>()]
                let lanes = logs.map { log in
                    pool.lane("lane", decoder: Noting(log: log), decodesInPlace: false)
                }
                let futures = (0..<100)
                    .flatMap { number in
                        lanes.map { $0.dispatchAsync(Array(repeating: number, count: 5)) }
                    }
                occupied.open()
                for future in futures { _ = try future.retrieve() }
                for log in logs { #expect(log.all == (0..<100).flatMap { Array(repeating: $0, count: 5) }) }
            }
        }

        @Test func `a giant batch has all workers, and its payloads are decoded at once on each`() async throws {
            try await onThread {
                let pool = try makePool(workers: 4, retrieveHelps: false)
                let inside = Tally()
                // Each of the first four waits until all four are inside.
                let future = pool.dispatchAsync(Array(0..<100)) { payload in
                    if payload < 4 {
                        inside.add()
                        inside.wait(for: 4)
                    }
                    return payload
                }
                #expect(try outputs(future.retrieve()) == Array(0..<100))
            }
        }

        @Test func `a lane's batch that turns out dearer than it was gets more workers`() async throws {
            try await onThread {
                let pool = try makePool(workers: 2, retrieveHelps: false)
                var threads: Set<ThreadID> = []
                // The second worker may be late where others have the processor, but hardly every time.
                for _ in 0..<30 where threads.count < 2 {
                    let lane = pool.lane("lane", decoder: WhereSlow(), decodesInPlace: false)
                    _ = try lane.dispatchAsync(Array(repeating: 0, count: 10_000)).retrieve()
                    // By what it has learned this is worth one worker; it takes longer than any wake-up.
                    threads = Set(try outputs(lane.dispatchAsync(Array(repeating: 100_000, count: 50)).retrieve()))
                }
                #expect(threads.count == 2)
            }
        }
    }
}

/// Computes for a while and counts.
private struct Working: WorkerPool.Decoder {
    let decoded: Tally
    let units: Int

    func decode(_ payload: Int) -> Int {
        compute(units)
        return decoded.add()
    }
}

private struct Noting: WorkerPool.Decoder {
    let log: Log<Int>

    func decode(_ payload: Int) { log.append(payload) }
}

/// Computes as many units as its payload says, and tells on which thread.
private struct WhereSlow: WorkerPool.Decoder {
    func decode(_ payload: Int) -> ThreadID {
        compute(payload)
        return .current
    }
}
