import Testing

@testable import WorkerPool

/// Each event takes as long with fifty thousand batches as with one: whoever walks over them meets the time limit.
@Suite("The state machine, with a long backlog", .timeLimit(.minutes(5)))
struct BacklogTests {
    private enum Batch: Equatable {
        case front
        case behind(Int)
        case busy
        case small(Int)
    }

    private typealias Machine = StateMachine<Batch, WorkerID>

    /// Three of five.
    private func isCancelled(_ number: Int) -> Bool { number % 5 < 3 }

    @Test func `a small batch passes a backlog that was cancelled in part, again and again`() throws {
        var machine = Machine(parked: 2, cpus: 2)
        let (long, busy, small) = (machine.openLane(), machine.openLane(), machine.openLane())
        let day: UInt64 = 86_400_000_000_000
        let front = machine.submit(.front, lane: long, hands: 1, work: day).ticket!
        let first = machine.ready(1, after: nil)
        #expect(first.batch == .front)
        let other = machine.submit(.busy, lane: busy, hands: 1, work: day).ticket!
        let second = machine.ready(0, after: nil)
        #expect(second.batch == .busy)
        let backlog = (0..<50_000).map { machine.submit(.behind($0), lane: long, hands: 1, work: 50_000).ticket! }
        for (number, ticket) in backlog.enumerated() where isCancelled(number) {
            _ = machine.end(ticket, isCompletion: true)
        }
        #expect(machine.waiting == 20_002)

        /// What each worker is inside.
        var inside: [(batch: Batch, ticket: Ticket)] = [(.busy, other), (.front, front)]
        var next = (0..<50_000).lazy.filter { !isCancelled($0) }.makeIterator()
        var (turn, recallsOfFront) = (0, 0)
        for cycle in 0..<1000 {
            _ = machine.submit(.small(cycle), lane: small, hands: 1, work: 20_000)
            var isServed = false
            var left = 64
            while !isServed && left > 0 {
                left -= 1
                turn = 1 - turn
                let (batch, ticket) = inside[turn]
                let visit: Visit
                switch batch {
                case .front, .busy:
                    if batch == .front { recallsOfFront += 1 }
                    visit = .over(ticket, .recalled, nanoseconds: 300_000, work: day)
                case .behind: visit = .over(ticket, .exhausted, nanoseconds: 50_000, isCompletion: true)
                case .small:
                    isServed = true
                    visit = .over(ticket, .exhausted, nanoseconds: 20_000, isCompletion: true)
                }
                guard case .decode(let given, let place)? = machine.ready(turn, after: visit).next else {
                    Issue.record("worker \(turn) was given nothing in cycle \(cycle)")
                    return
                }
                inside[turn] = (given, place)
                switch given {
                case .front: try #require(place == front)
                case .busy: try #require(place == other)
                case .behind(let number): try #require(number == next.next(), "one that is gone, or out of order")
                case .small(let number): try #require(number == cycle)
                }
            }
            try #require(isServed, "the small batch of cycle \(cycle) waits too long")
        }
        #expect(recallsOfFront > 500)
        machine.checkInvariants()
    }

    @Test func `a backlog is given in its order, without those that were cancelled`() {
        var machine = Machine(starting: 1)
        let lane = machine.openLane()
        let tickets = (0..<20_000).map { machine.submit(.behind($0), lane: lane, hands: 1, work: 0).ticket! }
        for (number, ticket) in tickets.enumerated() where isCancelled(number) {
            _ = machine.end(ticket, isCompletion: true)
        }
        var given: [Batch] = []
        var visit: Visit?
        while case .decode(let batch, let ticket)? = machine.ready(0, after: visit).next {
            given.append(batch)
            visit = .over(ticket, .exhausted, isCompletion: true)
        }
        #expect(given == (0..<20_000).filter { !isCancelled($0) }.map { .behind($0) })
        #expect(machine.waiting == 0 && machine.incomplete == 0)
        machine.checkInvariants()
    }
}
