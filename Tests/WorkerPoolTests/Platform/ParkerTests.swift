import Synchronization
import Testing

@testable import WorkerPool

/// A wake that is lost would block a thread for ever, so each of these tests has one of its own.
@Suite("A parker", .timeLimit(.minutes(1)))
struct ParkerTests {
    @Test func anUnparkBeforeTheParkIsNotLost() async throws {
        try await onThread {
            let parker = Parker()
            for _ in 0..<3 { parker.unpark() }
            for _ in 0..<3 { parker.park() }
        }
    }

    @Test func eachUnparkEndsOnePark() async throws {
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

    @Test func whatWasWrittenBeforeTheUnparkIsSeenAfterThePark() async throws {
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

    @Test func aSeatThatWasWokenBeforeItsWorkerParksDoesNotHoldIt() async throws {
        try await onThread {
            let seat = Seat(patience: Patience(nanoseconds: 0))
            for _ in 0..<3 {
                seat.wake()
                let nanoseconds = seat.park()
                #expect(nanoseconds == nil, "nobody was asleep, so no wake-up was seen")
            }
        }
    }

    @Test(arguments: [0, 20_000] as [UInt64])
    func eachWakeOfASeatEndsOnePark(patience: UInt64) async throws {
        try await onThread {
            final class Table: Sendable {
                let seat: Seat
                let pong = Parker()
                init(patience: UInt64) { seat = Seat(patience: Patience(nanoseconds: patience)) }
            }
            let table = Table(patience: patience)
            let worker = try Thread.start(name: "worker", stackSize: 512 << 10) {
                for _ in 0..<2000 {
                    _ = table.seat.park()
                    table.pong.unpark()
                }
            }
            for _ in 0..<2000 {
                table.seat.wake()
                table.pong.park()
            }
            worker.join()
        }
    }
}
