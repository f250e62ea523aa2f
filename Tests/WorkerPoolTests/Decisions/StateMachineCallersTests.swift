import Testing

@testable import WorkerPool

@Suite("The state machine, where callers help")
struct StateMachineCallersTests {
    private typealias Machine = StateMachine<String, WorkerID>

    @Test func `a caller that helps is one of the hands that a batch is worth`() {
        var machine = Machine(parked: 2, cpus: 2)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 2)
        #expect(submission.call == .worker(1))
        let help = machine.help(submission.ticket!, mustHelp: false)
        #expect(help.isAdmitted)
        #expect(help.call == .nobody)
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.batch == "a")
        #expect(!arrival.wantsMore, "with the caller these are two")
    }

    @Test func `where there are more CPUs than workers it is one more`() {
        var machine = Machine(parked: 2, cpus: 3)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 2)
        let help = machine.help(submission.ticket!, mustHelp: false)
        #expect(help.isAdmitted)
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.wantsMore)
        let call = machine.fanOut()
        #expect(call.call == .worker(0))
    }

    @Test func `nobody helps where every CPU has a thread, unless it must`() {
        var machine = Machine(parked: 2, cpus: 2)
        let lane = machine.openLane()
        _ = machine.grant("a", lane: lane, to: [1])
        let second = machine.submit("b", lane: lane, hands: 1)
        #expect(second.call == .worker(0), "who is on the way counts")
        let refused = machine.help(second.ticket!, mustHelp: false)
        #expect(!refused.isAdmitted)
        #expect(!machine.isCrowded)
        let admitted = machine.help(second.ticket!, mustHelp: true)
        #expect(admitted.isAdmitted)
        #expect(machine.isCrowded)
    }

    @Test func `callers that help count too`() {
        var machine = Machine(parked: 1, cpus: 2)
        let lane = machine.openLane()
        let ticket = machine.submit("a", lane: lane, hands: 1).ticket!
        let offers = [machine.help(ticket, mustHelp: false), machine.help(ticket, mustHelp: false)]
        #expect(offers.map(\.isAdmitted) == [true, false])
        _ = machine.endHelp(.over(ticket, .recalled, by: .caller))
        let third = machine.help(ticket, mustHelp: false)
        #expect(third.isAdmitted)
    }

    @Test func `more workers than CPUs are nobody's fault where no caller helps`() {
        var machine = Machine(parked: 3, cpus: 2)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [2, 1, 0])
        #expect(!machine.isCrowded)
        _ = machine.help(ticket, mustHelp: true)
        #expect(machine.isCrowded)
    }

    @Test func `a caller is in the way once every CPU has a worker, and its place is taken by the next`() {
        var machine = Machine(parked: 2, cpus: 2)
        let lane = machine.openLane()
        let first = machine.submit("a", lane: lane, hands: 2)
        _ = machine.help(first.ticket!, mustHelp: false)
        #expect(!machine.isCrowded)
        let second = machine.submit("b", lane: lane, hands: 1)
        #expect(second.call == .worker(0))
        #expect(machine.isCrowded)
        let end = machine.endHelp(.over(first.ticket!, .recalled, by: .caller, handsWanted: 2))
        #expect(end.call == .nobody, "two are on their way")
        #expect(!machine.isCrowded)
        let arrivals = [machine.ready(1, after: nil), machine.ready(0, after: nil)]
        #expect(arrivals.map(\.batch) == ["a", "a"])
    }

    @Test func `a caller that finds its batch dear wakes a worker`() {
        var machine = Machine(parked: 2, cpus: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 1)
        _ = machine.help(batch.ticket!, mustHelp: false)
        let late = machine.ready(1, after: nil)
        #expect(late.isPark, "the caller is all that it is worth")
        let end = machine.endHelp(.over(batch.ticket!, .understaffed, by: .caller, handsWanted: 2))
        #expect(end.call == .worker(1))
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.wantsMore, "and that one calls the next")
    }

    @Test func `a caller that exhausted its batch wakes nobody`() {
        var machine = Machine(parked: 2, cpus: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 2)
        _ = machine.help(batch.ticket!, mustHelp: false)
        let end = machine.endHelp(.over(batch.ticket!, .exhausted, by: .caller, handsWanted: 2, isCompletion: true))
        #expect(end.call == .nobody)
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.isPark)
    }

    @Test func `a caller that comes to a batch that is gone leaves no trace`() {
        var machine = Machine(parked: 2, cpus: 2)
        let lane = machine.openLane()
        let gone = machine.submit("a", lane: lane, hands: 2).ticket!
        _ = machine.end(gone, isCompletion: false)
        _ = machine.submit("b", lane: lane, hands: 2)
        let help = machine.help(gone, mustHelp: true)
        #expect(help.isAdmitted)
        #expect(machine.demand == 2)
        let end = machine.endHelp(.over(gone, .exhausted, by: .caller, handsWanted: 5, isCompletion: true))
        #expect(end.call == .nobody)
        #expect(machine.demand == 2)
        machine.checkInvariants()
    }

    @Test func `a lane is not charged for what its callers did`() {
        var machine = Machine(starting: 1, cpus: 2)
        let (helped, other) = (machine.openLane(), machine.openLane())
        let ticket = machine.submit("a", lane: helped, hands: 1).ticket!
        _ = machine.help(ticket, mustHelp: true)
        _ = machine.endHelp(
            .over(ticket, .exhausted, by: .caller, nanoseconds: 1_000_000_000_000, isCompletion: true)
        )
        _ = machine.submit("a second", lane: helped, hands: 1, work: 1000)
        _ = machine.submit("b", lane: other, hands: 1, work: 2000)
        let arrival = machine.ready(0, after: nil)
        #expect(arrival.batch == "a second")
    }
}
