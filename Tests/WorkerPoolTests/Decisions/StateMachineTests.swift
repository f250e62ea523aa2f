import Testing

@testable import WorkerPool

@Suite("The state machine")
struct StateMachineTests {
    private typealias Machine = StateMachine<String, WorkerID>

    // MARK: Wakes

    @Test func `a batch that comes in wakes the worker that parked last, and no other`() {
        var machine = Machine(parked: 3)
        let lane = machine.openLane()
        let first = machine.submit("a", lane: lane, hands: 3)
        #expect(first.call == .worker(2))
        let second = machine.submit("b", lane: lane, hands: 1)
        #expect(second.call == .worker(1))
    }

    @Test func `a batch wakes nobody while a worker is on its way that could take it`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let first = machine.submit("a", lane: lane, hands: 1)
        let cancel = machine.end(first.ticket!, isCompletion: true)
        #expect(cancel.call == .nobody)
        let second = machine.submit("b", lane: lane, hands: 1)
        #expect(second.call == .nobody)
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.batch == "b")
    }

    @Test func `a batch wakes nobody while every thread is starting`() {
        var machine = Machine(starting: 2)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 2)
        #expect(submission.call == .nobody)
        let arrivals = [machine.ready(0, after: nil), machine.ready(1, after: nil)]
        #expect(arrivals.map(\.batch) == ["a", "a"])
    }

    @Test func `a batch wakes nobody while all are busy`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        _ = machine.grant("a", lane: lane, to: [1, 0])
        let submission = machine.submit("b", lane: lane, hands: 2)
        #expect(submission.call == .nobody)
    }

    @Test func `a worker that finds its batch gone parks, and is the first to be woken`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 1)
        _ = machine.end(submission.ticket!, isCompletion: true)
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.isPark)
        #expect(arrival.call == .nobody)
        let next = machine.submit("b", lane: lane, hands: 1)
        #expect(next.call == .worker(1))
    }

    @Test func `a worker gets a batch with the ticket that its caller got`() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let ticket = machine.submit("a", lane: lane, hands: 1).ticket
        guard case .decode(_, let granted) = machine.ready(0, after: nil).next else {
            Issue.record("the worker was given nothing")
            return
        }
        #expect(granted == ticket)
    }

    // MARK: Fan-out

    @Test func `a worker that is given a batch for two is told to call, and calls the other when it likes`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 2)
        let first = machine.ready(1, after: nil)
        #expect(first.batch == "a")
        #expect(first.wantsMore)
        #expect(first.call == .nobody, "not at once")
        let call = machine.fanOut()
        #expect(call.call == .worker(0))
        let second = machine.ready(0, after: nil)
        #expect(second.batch == "a")
        #expect(!second.wantsMore)
    }

    @Test func `a call for many goes to the coordinator, once`() {
        var machine = Machine(parked: 5)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 4)
        let first = machine.ready(4, after: nil)
        #expect(first.wantsMore)
        let calls = [machine.fanOut(), machine.fanOut()]
        #expect(calls.map(\.call) == [.coordinator, .nobody])
        let woken = machine.match().wakes
        #expect(woken == [3, 2, 1])
        for worker in woken {
            let arrival = machine.ready(worker, after: nil)
            #expect(arrival.batch == "a")
            #expect(!arrival.wantsMore)
        }
    }

    @Test func `a call that comes when nobody is wanted any more wakes nobody`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let ticket = machine.submit("a", lane: lane, hands: 2).ticket!
        let first = machine.ready(1, after: nil)
        #expect(first.wantsMore)
        _ = machine.end(ticket, isCompletion: false)
        let call = machine.fanOut()
        #expect(call.call == .nobody)
    }

    @Test func `a worker is not told to call while enough are on their way, or nobody is parked`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 1)
        _ = machine.submit("b", lane: lane, hands: 1)
        let first = machine.ready(1, after: nil)
        #expect(!first.wantsMore, "0 is on its way")
        _ = machine.submit("c", lane: lane, hands: 5)
        let second = machine.ready(0, after: nil)
        #expect(!second.wantsMore, "there is nobody to be called")
    }

    @Test func `a batch does not wait beside a parked worker because its own was given to another batch`() {
        var machine = Machine(parked: 3)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 2)
        _ = machine.ready(2, after: nil)  // postpones its call
        let other = machine.submit("b", lane: lane, hands: 1)
        #expect(other.call == .worker(1))
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.batch == "a")
        #expect(arrival.call == .worker(0))
        let last = machine.ready(0, after: nil)
        #expect(last.batch == "b")
        #expect(last.call == .nobody)
    }

    @Test func `the coordinator wakes no more than there is work for`() {
        var machine = Machine(parked: 8)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 3)
        _ = machine.ready(7, after: nil)
        let call = machine.fanOut()
        #expect(call.call == .coordinator)
        let matches = [machine.match(), machine.match()]
        #expect(matches.map(\.wakes) == [[6, 5], []])
    }

    @Test func `the coordinator counts those who are on their way already`() {
        var machine = Machine(parked: 8)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 4)
        _ = machine.submit("b", lane: lane, hands: 1)
        _ = machine.ready(7, after: nil)
        let call = machine.fanOut()
        #expect(call.call == .coordinator)
        let woken = machine.match().wakes
        #expect(woken == [5, 4, 3], "6 is on its way")
    }

    @Test func `a batch that turns out dear is given to more workers`() {
        var machine = Machine(parked: 3)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [2])
        let back = machine.ready(2, after: .over(ticket, .understaffed, handsWanted: 3))
        #expect(back.batch == "a")
        #expect(back.wantsMore)
        _ = machine.fanOut()
        let woken = machine.match().wakes
        #expect(woken == [1, 0])
    }

    // MARK: Order

    @Test func `batches of a lane are given in their order`() {
        var machine = Machine(starting: 1)
        let lane = machine.openLane()
        let tickets = ["a", "b", "c"].map { machine.submit($0, lane: lane, hands: 1).ticket! }
        var given = [machine.ready(0, after: nil).batch]
        for ticket in tickets.dropLast() {
            given.append(machine.ready(0, after: .over(ticket, .exhausted, isCompletion: true)).batch)
        }
        #expect(given == ["a", "b", "c"])
    }

    @Test func `a batch that a worker was recalled from is next in its lane`() {
        var machine = Machine(starting: 1)
        let lane = machine.openLane()
        let ticket = machine.submit("a", lane: lane, hands: 1).ticket!
        _ = machine.submit("b", lane: lane, hands: 1)
        _ = machine.ready(0, after: nil)
        let back = machine.ready(0, after: .over(ticket, .recalled))
        #expect(back.batch == "a")
    }

    @Test func `free workers go to different lanes`() {
        var machine = Machine(starting: 3)
        let lanes = (0..<3).map { _ in machine.openLane() }
        for lane in lanes { _ = machine.submit("of \(lane)", lane: lane, hands: 3) }
        let given = (0..<3).compactMap { machine.ready($0, after: nil).batch }
        #expect(Set(given) == ["of 0", "of 1", "of 2"])
    }

    @Test func `a batch that was begun keeps its turn, but for a shorter one`() {
        var machine = Machine(starting: 1)
        let lanes = (0..<3).map { _ in machine.openLane() }
        let first = machine.submit("a", lane: lanes[0], hands: 1, work: 750_000).ticket!
        let given = machine.ready(0, after: nil)
        #expect(given.batch == "a")
        _ = machine.submit("b", lane: lanes[1], hands: 1, work: 760_000)
        let again = machine.ready(0, after: .over(first, .recalled, nanoseconds: 300_000, work: 450_000))
        #expect(again.batch == "a")
        _ = machine.submit("c", lane: lanes[2], hands: 1, work: 75_000)
        let shorter = machine.ready(0, after: .over(first, .recalled, nanoseconds: 150_000, work: 300_000))
        #expect(shorter.batch == "c")
    }
}
