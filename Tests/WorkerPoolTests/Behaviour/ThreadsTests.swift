// Rules 7 and 8: which threads there are, what they are like, and that they rest.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Threads {
        @Test(arguments: [1, 2, 16])
        func `a pool has its workers and one coordinator, and no other thread, at rest and at work`(workers: Int)
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: workers)
                let prefix = pool.configuration.threadNamePrefix
                let names = Set((0..<workers).map { "\(prefix)-\($0)" } + ["\(prefix)-co"])
                func expectThreads() {
                    let threads = ThreadEntry.all(of: pool)
                    #expect(Set(threads.map(\.name)) == names)
                    #expect(threads.count == workers + 1)
                }
                expectThreads()
                let occupied = occupyWorkers(of: pool)
                expectThreads()
                occupied.open()
                _ = try pool.dispatchAsync(Array(0..<10_000), decoder: Doubling()).retrieve()
                expectThreads()
                pool.shutdown()
                yieldUntil { ThreadEntry.all(of: pool).isEmpty }
            }
        }

        @Test(
            arguments: [
                ("a-very-long-prefix-indeed", "a-very-long-p-0", "a-very-long--co"),
                ("exactly-13byt", "exactly-13byt-0", "exactly-13by-co"),
                ("Zähler-für-alle", "Zähler-für--0", "Zähler-für-co"),
                ("q", "q-0", "q-co"),
            ]
        )
        func `a name is cut so that its number is seen`(prefix: String, worker: String, coordinator: String)
            async throws
        {
            try await onThread {
                let pool = try makePool(workers: 1) { $0.threadNamePrefix = prefix }
                let names = try outputs(pool.dispatchAsync([()]) { ThreadEntry.currentName }.retrieve())
                defer { pool.shutdown() }
                let all = Set(ThreadEntry.all(prefix: String(prefix.prefix(1))).map(\.name))
                #expect(names == [worker] || names == [ThreadEntry.currentName])
                #expect(all.contains(worker))
                #expect(all.contains(coordinator))
                #expect(worker.utf8.count <= 15 && coordinator.utf8.count <= 15)
            }
        }

        @Test func `the workers' niceness is raised, and nobody else's`() async throws {
            let own = try await onThread { ThreadEntry.all(prefix: "").compactMap { $0.stat(19) } }
            let pool = try makePool(workers: 2) { $0.priority = .nice(7) }
            let prefix = pool.configuration.threadNamePrefix
            let threads = ThreadEntry.all(of: pool)
            let base = try #require(threads.first { $0.name == prefix + "-co" }?.stat(19).flatMap { Int($0) })
            #expect(threads.filter { $0.name != prefix + "-co" }.map { $0.stat(19) } == ["\(base + 7)", "\(base + 7)"])
            let others = ThreadEntry.all(prefix: "").filter { !$0.name.hasPrefix(prefix + "-") }
            #expect(Set(others.compactMap { $0.stat(19) }) == Set(own))
            #expect(try await outputs(pool.dispatchAsync([1], decoder: Doubling()).retrieve()) == [2])
        }

        @Test func `a niceness beyond the highest is the highest`() async throws {
            let pool = try makePool(workers: 1) { $0.priority = .nice(19) }
            let worker = ThreadEntry.all(of: pool).first { $0.name.hasSuffix("-0") }
            #expect(worker?.stat(19) == "19")
        }

        @Test(
            arguments: [
                (WorkerPool.Configuration.Priority.normal, "0"), (.batch, "3"), (.idle, "5"), (.nice(0), "0"),
            ]
        )
        func `the workers have the scheduling policy asked for, and nobody else has`(
            priority: WorkerPool.Configuration.Priority,
            policy: String
        ) async throws {
            let pool = try makePool(workers: 2) { $0.priority = priority }
            let prefix = pool.configuration.threadNamePrefix
            let policies = Dictionary(uniqueKeysWithValues: ThreadEntry.all(of: pool).map { ($0.name, $0.stat(41)) })
            #expect(policies == ["\(prefix)-0": policy, "\(prefix)-1": policy, "\(prefix)-co": "0"])
        }

        @Test func `a decoder has 512 KB of stack on a worker, with the smallest stack that can be configured`()
            async throws
        {
            let pool = try makePool(workers: 1, retrieveHelps: false) { $0.stackSize = 512 << 10 }
            let depth = try await pool.dispatchAsync([400 << 10]) { useStack(bytes: $0) }.retrieve()
            #expect(try outputs(depth)[0] >= 400 << 10)
        }

        @Test func `a larger stack is there when it is asked for`() async throws {
            let pool = try makePool(workers: 1, retrieveHelps: false) { $0.stackSize = 64 << 20 }
            let depth = try await pool.dispatchAsync([60 << 20]) { useStack(bytes: $0) }.retrieve()
            #expect(try outputs(depth)[0] >= 60 << 20)
        }

        @Test func `no thread of an idle pool wakes up, a fresh one's, nor one's that has worked`() async throws {
            try await onThread {
                let pools = try [makePool(workers: 4), makePool(workers: 4)]
                let lane = pools[1].lane("lane", decoder: Doubling())
                for _ in 0..<100 {
                    _ = try pools[1].dispatchAsync(Array(0..<100), decoder: Doubling()).retrieve()
                    _ = try lane.dispatchAsync(Array(0..<100)).retrieve()
                }
                let threads = pools.flatMap(ThreadEntry.all(of:))
                #expect(threads.count == 10)
                func switches() -> [Int?] { threads.map(\.contextSwitches) }
                // A real second: that nothing happens can only be seen while time goes by. The first one or two may see the
                // threads on their way to rest; a timer of a second or less is seen by every one.
                var before: [Int?] = []
                var after: [Int?] = []
                for _ in 0..<3 where before.isEmpty || before != after {
                    before = switches()
                    Thread.sleep(forTimeInterval: 1.1)
                    after = switches()
                }
                #expect(before == after)
                #expect(!after.contains(nil))
            }
        }
    }
}

/// Goes so deep that `bytes` of stack are in use, and answers how many were.
@inline(never)
private func useStack(bytes: Int) -> Int {
    func descend(from top: UInt) -> Int {
        var frame = SIMD64<UInt64>(repeating: UInt64(top))
        let here = unsafe withUnsafeMutablePointer(to: &frame) { UInt(bitPattern: $0) }
        let used = Int(top) - Int(here)
        let deepest = used >= bytes ? used : descend(from: top)
        // Not a tail call: the frame is used after it.
        return deepest + Int(truncatingIfNeeded: frame[63] &- UInt64(top))
    }
    var top = 0
    return descend(from: unsafe withUnsafeMutablePointer(to: &top) { UInt(bitPattern: $0) })
}
