import Testing

@testable import WorkerPool

@Suite("Who the state machine recalls, and words that come late")
struct RecallTests {
    private typealias Machine = StateMachine<String, WorkerID>

    @Test func `a busy worker is recalled for a lane that nobody is on the way to`() {
        var machine = Machine(parked: 1)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        let ticket = machine.grant("a", lane: busy, to: [0])
        #expect(!machine.wantsRecall)
        _ = machine.submit("b", lane: waiting, hands: 1)
        #expect(machine.wantsRecall)
        let back = machine.ready(0, after: .over(ticket, .recalled, nanoseconds: 1_000_000))
        #expect(back.batch == "b")
    }

    @Test func `nobody is recalled for the lane that it works for`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        _ = machine.grant("a", lane: lane, to: [1, 0])
        _ = machine.submit("b", lane: lane, hands: 2)
        #expect(!machine.wantsRecall)
    }

    @Test func `nobody is recalled while a worker is on its way`() {
        var machine = Machine(parked: 2)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        _ = machine.grant("a", lane: busy, to: [1])
        let submission = machine.submit("b", lane: waiting, hands: 1)
        #expect(submission.call == .worker(0))
        #expect(!machine.wantsRecall)
    }

    @Test func `nobody is recalled while enough parked workers are left for what waits`() {
        var machine = Machine(parked: 3)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        _ = machine.grant("a", lane: busy, to: [2])
        let submission = machine.submit("b", lane: waiting, hands: 2)
        #expect(submission.call == .worker(1))
        #expect(!machine.wantsRecall, "worker 1 will call worker 0, and then nobody waits")
        _ = machine.submit("c", lane: waiting, hands: 1)
        #expect(machine.wantsRecall)
    }

    @Test func `a recall ends when the lane that waited is served`() {
        var machine = Machine(parked: 2)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        let ticket = machine.grant("a", lane: busy, to: [1, 0])
        _ = machine.submit("b", lane: waiting, hands: 1)
        #expect(machine.wantsRecall)
        let back = machine.ready(1, after: .over(ticket, .exhausted, nanoseconds: 1_000_000))
        #expect(back.batch == "b")
        #expect(!machine.wantsRecall)
    }

    @Test func `a recall ends when the batch that waited is cancelled`() {
        var machine = Machine(parked: 1)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        _ = machine.grant("a", lane: busy, to: [0])
        let ticket = machine.submit("b", lane: waiting, hands: 1).ticket!
        #expect(machine.wantsRecall)
        _ = machine.end(ticket, isCompletion: true)
        #expect(!machine.wantsRecall)
    }

    // MARK: Late words

    @Test func `what is said twice of a batch that is gone is ignored`() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let gone = machine.grant("a", lane: lane, to: [0])
        let first = machine.end(gone, isCompletion: false)
        #expect(first.call == .nobody)
        let next = machine.submit("b", lane: lane, hands: 1)
        #expect(next.call == .nobody)
        #expect(next.ticket != gone)
        let late = machine.end(gone, isCompletion: true)
        #expect(late.call == .nobody)
        let back = machine.ready(0, after: .over(gone, .exhausted))
        #expect(back.batch == "b")
        machine.checkInvariants()
    }

    @Test func `a late word does not touch a lane that has taken the same number`() {
        var machine = Machine(parked: 1)
        let old = machine.openLane()
        let gone = machine.submit("a", lane: old, hands: 1).ticket!
        _ = machine.end(gone, isCompletion: true)
        machine.close(lane: old)
        let new = machine.openLane()
        #expect(new == old)
        _ = machine.submit("b", lane: new, hands: 1)
        _ = machine.end(gone, isCompletion: false)
        let arrival = machine.ready(0, after: nil)
        #expect(arrival.batch == "b")
        machine.checkInvariants()
    }

    @Test func `a worker that settles a batch last need not be the one that found it exhausted`() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [0])
        _ = machine.help(ticket, mustHelp: true)
        // The worker left while payloads were left; the caller took them, and was out first.
        let back = machine.ready(0, after: .over(ticket, .recalled, isCompletion: true))
        #expect(back.batch == "a", "it will find that it is over")
        machine.checkInvariants()
        let helper = machine.endHelp(.over(ticket, .exhausted, by: .caller))
        #expect(helper.call == .nobody)
        let again = machine.ready(0, after: .over(ticket, .exhausted))
        #expect(again.isPark)
        machine.checkInvariants()
    }
}
