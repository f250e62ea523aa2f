import Synchronization
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@testable import WorkerPool

/// A waiter that is not woken would block its thread for ever, so what may block does it on a thread of its own.
@Suite("Who waits for something that happens once", .timeLimit(.minutes(1)))
struct WaiterListTests {
    /// A list has no copies, so those who share one share this.
    private final class Waiting: @unchecked Sendable {
        // `@unchecked Sendable`: `text` is written before the list is settled and read after it was waited for.
        let list = WaiterList()
        let started = Parker()
        let woken = Atomic(0)
        var text = ""

        var isSettled: Bool { list.isSettled }
        var wokenCount: Int { woken.load(ordering: .relaxed) }
    }

    @Test func whoComesLateReturnsAtOnce() async throws {
        let waiting = Waiting()
        #expect(!waiting.isSettled)
        waiting.list.settle()
        #expect(waiting.isSettled)
        try await onThread {
            waiting.list.wait()
            waiting.list.wait(patience: Patience(nanoseconds: 1))
        }
        await waiting.list.wait()
    }

    @Test func everyThreadAndTaskIsWokenAndNoneBefore() async throws {
        let waiting = Waiting()
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    await waiting.list.wait()
                    waiting.woken.add(1, ordering: .relaxed)
                }
            }
            try await onThread {
                let threads = try (0..<8).map { _ in try start(waiting) }
                for _ in threads { waiting.started.park() }
                // All threads are there, or about to wait.
                #expect(waiting.wokenCount == 0)
                #expect(!waiting.isSettled)
                waiting.list.settle()
                for thread in threads { thread.join() }
            }
            try await group.waitForAll()
        }
        #expect(waiting.wokenCount == 16)
    }

    @Test func nobodyIsLostWhoComesAtTheMomentWhenTheListIsSettled() async throws {
        final class Race: Sendable {
            let lists = (0..<5000).map { _ in Waiting() }
            /// Where the waiter is, and the settler after it.
            let turn = Atomic(-1)
        }
        try await onThread {
            let race = Race()
            let waiter = try Thread.start(name: "waiter", stackSize: 512 << 10) {
                for (turn, waiting) in race.lists.enumerated() {
                    race.turn.store(turn, ordering: .releasing)
                    waiting.list.wait()
                    waiting.woken.add(1, ordering: .relaxed)
                }
            }
            for (turn, waiting) in race.lists.enumerated() {
                while race.turn.load(ordering: .acquiring) < turn { sched_yield() }
                waiting.list.settle()
            }
            waiter.join()
            let isEveryoneWoken = race.lists.allSatisfy { $0.wokenCount == 1 }
            #expect(isEveryoneWoken)
        }
    }

    /// Thread Sanitizer sees it where the order is too weak.
    @Test func whatWasWrittenBeforeIsSeenByAllWhoWaited() async throws {
        try await onThread {
            for round in 0..<100 {
                let waiting = Waiting()
                let patiences = [nil, Patience(nanoseconds: 10_000), nil]
                let threads = try patiences.map { patience in
                    try Thread.start(name: "reader", stackSize: 512 << 10) {
                        waiting.list.wait(patience: patience)
                        if waiting.text == "\(round)" { waiting.woken.add(1, ordering: .relaxed) }
                    }
                }
                waiting.text = "\(round)"
                waiting.list.settle()
                for thread in threads { thread.join() }
                #expect(waiting.wokenCount == 3)
            }
        }
    }

    @Test func aLatchLetsThreadsAndTasksThroughOnceItIsOpen() async throws {
        final class Door: Sendable {
            let latch = Latch()
            let isOpen = Atomic(false)
            let passedEarly = Atomic(0)

            func pass() {
                if !isOpen.load(ordering: .relaxed) { passedEarly.add(1, ordering: .relaxed) }
            }
        }
        let door = Door()
        let task = Task {
            await door.latch.wait()
            door.pass()
        }
        try await onThread {
            let thread = try Thread.start(name: "waiter", stackSize: 512 << 10) {
                door.latch.wait()
                door.pass()
            }
            door.isOpen.store(true, ordering: .relaxed)
            door.latch.open()
            thread.join()
            door.latch.wait()
        }
        await task.value
        await door.latch.wait()
        #expect(door.passedEarly.load(ordering: .relaxed) == 0)
    }

    /// A thread that says that it has started, waits, and counts itself as woken.
    private func start(_ waiting: Waiting) throws -> Thread {
        try Thread.start(name: "waiter", stackSize: 512 << 10) {
            waiting.started.unpark()
            waiting.list.wait()
            waiting.woken.add(1, ordering: .relaxed)
        }
    }
}
