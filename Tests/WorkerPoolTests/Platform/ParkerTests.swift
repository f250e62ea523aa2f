import Synchronization
import Testing

@testable import WorkerPool

/// A wake that is lost would block a thread for ever, so each of these tests has one of its own.
@Suite("A parker", .timeLimit(.minutes(5)))
struct ParkerTests {
    @Test func `an unpark before the park is not lost, and ends one park however often it came`() async throws {
        try await onThread {
            let parker = Parker()
            for _ in 0..<3 { parker.unpark() }
            #expect(parker.park())
            #expect(!parker.parkIfUnparked())
            #expect(!parker.park(atMost: 1))
            parker.unpark()
            #expect(parker.parkIfUnparked())
            #expect(!parker.parkIfUnparked())
        }
    }

    @Test func `a park that gives up leaves nothing behind`() async throws {
        try await onThread {
            let parker = Parker()
            for _ in 0..<100 { #expect(!parker.park(atMost: 1000)) }
            parker.unpark()
            #expect(parker.park(atMost: 1_000_000_000_000))
        }
    }

    /// The wall clock can be set, and a park that ends by it then lasts for hours, or not at all.
    ///
    /// Nothing can set it here. But the pool's clock is not the wall's if it has run for less than ten years, and a park
    /// that ended by another clock than that would be over at once, or never.
    @Test func `a park that gives up does so by the clock that cannot be set`() async throws {
        try await onThread {
            #expect(Clock.system.now() < 10 * 365 * 86_400 * 1_000_000_000)
            let parker = Parker()
            for milliseconds in 1...3 as ClosedRange<UInt64> {
                let start = Clock.system.now()
                #expect(!parker.park(atMost: milliseconds * 1_000_000))
                #expect(Clock.system.now() - start >= milliseconds * 1_000_000)
            }
        }
    }

    @Test func `each unpark ends one park`() async throws {
        try await onThread {
            final class Table: Sendable {
                let ping = Parker()
                let pong = Parker()
                let served = Atomic(0)
            }
            let table = Table()
            let other = try Thread.start(name: "other", stackSize: 512 << 10) {
                for _ in 0..<1000 {
                    table.ping.park()
                    table.served.add(1, ordering: .relaxed)
                    table.pong.unpark()
                }
            }
            for round in 1...1000 {
                table.ping.unpark()
                table.pong.park()
                #expect(table.served.load(ordering: .relaxed) == round)
            }
            other.join()
        }
    }

    @Test func `what was written before the unpark is seen after the park`() async throws {
        try await onThread {
            final class Mail: @unchecked Sendable {
                let parker = Parker()
                var letter = 0
                let read = Atomic(0)
            }
            for round in 1...100 {
                let mail = Mail()
                let reader = try Thread.start(name: "reader", stackSize: 512 << 10) {
                    mail.parker.park()
                    mail.read.store(mail.letter, ordering: .relaxed)
                }
                mail.letter = round
                mail.parker.unpark()
                reader.join()
                #expect(mail.read.load(ordering: .relaxed) == round)
            }
        }
    }
}
