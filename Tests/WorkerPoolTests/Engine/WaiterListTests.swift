import Synchronization
import Testing

@testable import WorkerPool

/// A waiter that is not woken would block its thread for ever, so what may block does it on a thread of its own.
@Suite("Who waits for something that happens once", .timeLimit(.minutes(5)))
struct WaiterListTests {
    /// A list has no copies, so those who share one share this.
    private final class Waiting: @unchecked Sendable {
        // `@unchecked Sendable`: `text` is written before the list is settled and read after it was waited for.
        let list = WaiterList()
        let woken = Tally()
        var text = ""

        var isSettled: Bool { list.isSettled }
    }

    @Test func `who comes late returns at once`() async throws {
        let waiting = Waiting()
        #expect(!waiting.isSettled)
        waiting.list.settle()
        #expect(waiting.isSettled)
        try await onThread {
            waiting.list.sleep()
            waiting.list.sleep(every: 1) {
                Issue.record("it does not sleep, so it does not look up")
                return nil
            }
        }
        await waiting.list.wait()
    }

    @Test func `every thread and task is woken, and none before`() async throws {
        let waiting = Waiting()
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    await waiting.list.wait()
                    waiting.woken.add()
                }
            }
            group.addTask {
                try await onThread {
                    _ = onThreads(9) { index in
                        if index == 8 {
                            #expect(waiting.woken.value == 0 && !waiting.isSettled)
                            return waiting.list.settle()
                        }
                        waiting.list.sleep()
                        waiting.woken.add()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(waiting.woken.value == 16)
    }

    /// Tasks of one actor run in the order in which they are resumed.
    @MainActor @Test func `who has waited longest is woken first`() async {
        let waiting = Waiting()
        let order = Log<Int>()
        let tasks = (0..<8)
            .map { index in
                Task { @MainActor in
                    order.append(-1)
                    await waiting.list.wait()
                    order.append(index)
                }
            }
        while order.all.count < 8 { await Task.yield() }
        waiting.list.settle()
        for task in tasks { await task.value }
        #expect(order.all.suffix(8) == Array(0..<8))
    }

    @Test func `nobody is lost who comes at the moment when the list is settled`() async throws {
        try await onThread {
            for _ in 0..<500 {
                let waiting = Waiting()
                _ = onThreads(2) { index in
                    if index == 0 { waiting.list.settle() } else { waiting.list.sleep() }
                }
                #expect(waiting.isSettled)
            }
        }
    }

    /// Thread Sanitizer sees it where the order is too weak.
    @Test func `what was written before is seen by all who waited`() async throws {
        try await onThread {
            for round in 0..<100 {
                let waiting = Waiting()
                let texts = onThreads(3) { index in
                    if index == 0 {
                        waiting.text = "\(round)"
                        waiting.list.settle()
                    } else {
                        waiting.list.sleep(every: index == 1 ? 1_000 : nil) { 1_000 }
                    }
                    return waiting.text
                }
                #expect(Set(texts) == ["\(round)"])
            }
        }
    }

    @Test func `who looks up does so after the time that it says, until it says never`() async throws {
        try await onThread {
            let waiting = Waiting()
            var intervals: [UInt64?] = [1, 1_000, 1, nil]
            waiting.list.sleep(every: 1) {
                let next = intervals.removeFirst()
                // Its thread holds nothing then, so it may do what it waits for.
                if next == nil { waiting.list.settle() }
                return next
            }
            #expect(intervals.isEmpty)
        }
    }

    @Test func `a latch lets threads and tasks through once it is open`() async throws {
        let latch = Latch()
        let passed = Tally()
        async let task: Void = {
            await latch.wait()
            passed.add()
        }()
        try await onThread {
            let early = onThreads(3) { index in
                if index > 0 {
                    latch.wait()
                    passed.add()
                    return 0
                }
                let early = passed.value
                latch.open()
                return early
            }
            #expect(early == [0, 0, 0])
            latch.wait()
        }
        await task
        await latch.wait()
        #expect(passed.value == 3)
    }
}
