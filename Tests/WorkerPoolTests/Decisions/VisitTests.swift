import Testing

@testable import WorkerPool

@Suite("A visit to a batch")
struct VisitTests {
    private let ticket = Ticket(lane: 1, entry: 2, serial: 3)

    private func visit(by visitor: Visit.Visitor = .worker, at time: UInt64 = 0) -> Visit {
        Visit(by: visitor, of: ticket, at: time)
    }

    // MARK: What it counts

    @Test func `it counts payloads and the time that they took`() {
        var visit = visit(at: 1000)
        #expect(visit.payloads == 0 && visit.lastSlice == 0 && visit.nanoseconds == 0)
        let durations = [visit.add(1, until: 1500), visit.add(4, until: 3500)]
        #expect(durations == [500, 2000])
        #expect(visit.payloads == 5)
        #expect(visit.lastSlice == 4)
        #expect(visit.nanoseconds == 2500)
        #expect(visit.time == 3500)
    }

    @Test func `the time that a workspace took is no payload's, and nobody is charged for it`() {
        var visit = visit(at: 1000)
        let skipped = visit.skip(to: 9000)
        #expect(skipped == 8000)
        #expect(visit.payloads == 0 && visit.lastSlice == 0 && visit.nanoseconds == 0 && visit.charge == 0)
        let duration = visit.add(1, until: 9500)
        #expect(duration == 500)
        #expect(visit.nanoseconds == 500 && visit.charge == 500)
    }

    @Test func `of a batch that was over before it came nothing is charged`() {
        let visit = visit(at: 1000)
        #expect(visit.charge == 0)
        #expect(visit.ending == .exhausted)
        #expect(!visit.isCompletion)
    }

    // MARK: What the lane is charged

    @Test func `while nobody waits only the last slice is charged`() {
        let charges = charges([(100_000, false), (300_000, false), (350_000, false)])
        #expect(charges == [100_000, 200_000, 50_000])
    }

    @Test func `while another lane waits every slice is charged, and the one in which it came`() {
        let charges = charges([(100_000, false), (200_000, true), (250_000, true), (270_000, true)])
        #expect(charges == [100_000, 100_000, 150_000, 170_000])
    }

    @Test func `what was used while another lane waited is forgotten when that was served`() {
        let charges = charges([(100_000, true), (200_000, true), (300_000, false), (310_000, false)])
        #expect(charges == [100_000, 200_000, 300_000, 10_000])
    }

    /// What is charged after each slice of a worker that sees after it whether it is recalled.
    private func charges(_ slices: [(end: UInt64, isRecalled: Bool)]) -> [UInt64] {
        var visit = visit()
        return slices.map { slice in
            _ = visit.add(1, until: slice.end)
            _ = visit.leaves(isRecalled: slice.isRecalled, isCrowded: false)
            return visit.charge
        }
    }

    // MARK: Who leaves when

    @Test func `a worker leaves when another lane has waited for a quantum`() {
        var visit = visit()
        let quantum = Policy.quantum
        let answers = [quantum - 2, quantum - 1, quantum]
            .map { end in
                _ = visit.add(1, until: end)
                return visit.leaves(isRecalled: true, isCrowded: false)
            }
        #expect(answers == [false, false, true])
    }

    @Test func `a worker whose one slice took a quantum leaves at once if it is recalled`() {
        var visit = visit()
        _ = visit.add(1, until: Policy.quantum)
        let leaves = [
            visit.leaves(isRecalled: false, isCrowded: false), visit.leaves(isRecalled: true, isCrowded: false),
        ]
        #expect(leaves == [false, true])
    }

    @Test func `a worker that is not recalled any more begins its quantum anew`() {
        var visit = visit()
        let half = Policy.quantum / 2
        var answers: [Bool] = []
        for (slice, isRecalled) in [true, false, true, true, true].enumerated() {
            _ = visit.add(1, until: UInt64(slice + 1) * half)
            answers.append(visit.leaves(isRecalled: isRecalled, isCrowded: false))
        }
        #expect(answers == [false, false, false, true, true])
    }

    @Test func `a worker does not leave because callers crowd the CPUs`() {
        var visit = visit()
        _ = visit.add(1, until: 10 * Policy.quantum)
        let leaves = visit.leaves(isRecalled: false, isCrowded: true)
        #expect(!leaves)
    }

    @Test func `a caller leaves when it is in the way, and not for another lane`() {
        var visit = visit(by: .caller)
        _ = visit.add(1, until: 10 * Policy.quantum)
        let leaves = [
            visit.leaves(isRecalled: true, isCrowded: false), visit.leaves(isRecalled: false, isCrowded: true),
        ]
        #expect(leaves == [false, true])
    }

    @Test func `a caller that must help stays`() {
        var visit = visit(by: .committedCaller)
        _ = visit.add(1, until: 10 * Policy.quantum)
        let leaves = visit.leaves(isRecalled: true, isCrowded: true)
        #expect(!leaves)
    }
}
