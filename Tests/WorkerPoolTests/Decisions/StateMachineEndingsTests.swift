import Testing

@testable import WorkerPool

/// What begins and ends: lanes, workspaces, the pool.
@Suite("The state machine, at the end of things")
struct StateMachineEndingsTests {
    private typealias Machine = StateMachine<String, WorkerID>

    // MARK: Lanes

    @Test func `a lane's number is used again when its last batch is gone`() {
        var machine = Machine(parked: 1)
        let first = machine.openLane()
        let ticket = machine.submit("a", lane: first, hands: 1).ticket!
        machine.close(lane: first)
        let second = machine.openLane()
        #expect(second != first)
        _ = machine.end(ticket, isCompletion: true)
        let third = machine.openLane()
        #expect(third == first)
    }

    @Test func `a lane's number is used again when its last worker is back`() {
        var machine = Machine(parked: 1)
        let first = machine.openLane()
        let ticket = machine.grant("a", lane: first, to: [0])
        _ = machine.end(ticket, isCompletion: false)
        machine.close(lane: first)
        let second = machine.openLane()
        #expect(second != first)
        _ = machine.ready(0, after: .over(ticket, .exhausted, isCompletion: true))
        let third = machine.openLane()
        #expect(third == first)
        let fourth = machine.openLane()
        #expect(fourth != third && fourth != second, "a number is free once")
    }

    // MARK: Workspaces

    @Test func `a worker is told once to release a workspace, when it comes`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let owner = WorkspaceOwner.lane(serial: 7)
        let ticket = machine.grant("a", lane: lane, to: [1])
        machine.keep(owner, by: 1)
        let release = machine.release(owner)
        #expect(release.call == .nobody, "a busy worker comes by itself")
        let back = machine.ready(1, after: .over(ticket, .exhausted, isCompletion: true))
        #expect(back.released == [owner])
        let again = machine.release(owner)
        #expect(again.call == .nobody)
        _ = machine.submit("b", lane: lane, hands: 1)
        let next = machine.ready(1, after: nil)
        #expect(next.released == [])
    }

    @Test func `parked workers are woken to release their workspaces, and park again`() {
        var machine = Machine(parked: 3)
        let owner = WorkspaceOwner.batch(serial: 3)
        machine.keep(owner, by: 0)
        machine.keep(owner, by: 2)
        let release = machine.release(owner)
        #expect(release.call == .coordinator)
        let woken = machine.match().wakes
        #expect(Set(woken) == [0, 2])
        for worker in woken {
            let arrival = machine.ready(worker, after: nil)
            #expect(arrival.isPark)
            #expect(arrival.released == [owner])
        }
        let again = machine.match()
        #expect(again.wakes == [])
    }

    @Test func `a worker that is woken to release takes work along that waits`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        machine.keep(.batch(serial: 0), by: 0)
        _ = machine.release(.batch(serial: 0))
        _ = machine.submit("a", lane: lane, hands: 2)  // wakes 1
        let woken = machine.match().wakes
        #expect(woken == [0])
        let arrivals = [machine.ready(0, after: nil), machine.ready(1, after: nil)]
        #expect(arrivals.map(\.batch) == ["a", "a"])
        #expect(arrivals.map(\.wantsMore) == [false, false])
        #expect(arrivals.map(\.released) == [[.batch(serial: 0)], []])
    }

    @Test func `what nobody keeps is released by nobody`() {
        var machine = Machine(parked: 2)
        let release = machine.release(.lane(serial: 1))
        #expect(release.call == .nobody)
    }

    @Test func `a lane and a batch with the same serial are two owners`() {
        var machine = Machine(starting: 1)
        machine.keep(.lane(serial: 1), by: 0)
        _ = machine.release(.batch(serial: 1))
        let arrival = machine.ready(0, after: nil)
        #expect(arrival.released == [])
    }

    // MARK: Drain

    @Test func `what comes after the shutdown is refused`() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let shutdown = machine.shutDown()
        #expect(shutdown.call == .coordinator)
        let submission = machine.submit("a", lane: lane, hands: 1)
        #expect(submission.ticket == nil)
        #expect(submission.call == .nobody)
        let again = machine.shutDown()
        #expect(again.call == .nobody)
    }

    @Test func `an idle pool is over when its parked workers have stopped`() {
        var machine = Machine(parked: 2)
        _ = machine.shutDown()
        let woken = machine.match().wakes
        #expect(Set(woken) == [0, 1])
        let first = machine.ready(0, after: nil)
        #expect(first.isStop)
        #expect(first.call == .nobody)
        #expect(!machine.isOver)
        let second = machine.ready(1, after: nil)
        #expect(second.isStop)
        #expect(second.call == .coordinator)
        #expect(machine.isOver)
    }

    @Test func `workers stop only when the lanes are empty`() {
        var machine = Machine(parked: 3)
        let lane = machine.openLane()
        let first = machine.grant("a", lane: lane, to: [2])
        let second = machine.submit("b", lane: lane, hands: 1).ticket!  // wakes 1
        _ = machine.shutDown()
        let nobody = machine.match().wakes
        #expect(nobody == [], "0 stays parked: nothing waits for it")
        let arrival = machine.ready(1, after: nil)
        #expect(arrival.batch == "b")
        let back = machine.ready(2, after: .over(first, .exhausted, isCompletion: true))
        #expect(back.isPark, "b is not exhausted, and could come to want more hands")
        let last = machine.ready(1, after: .over(second, .exhausted, isCompletion: true))
        #expect(last.isStop)
        #expect(last.call == .coordinator, "the parked must stop too")
        let woken = machine.match().wakes
        #expect(Set(woken) == [0, 2])
        _ = machine.ready(0, after: nil)
        #expect(!machine.isOver)
        _ = machine.ready(2, after: nil)
        #expect(machine.isOver)
    }

    @Test func `a drain ends only when everything is completed`() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [0])
        _ = machine.help(ticket, mustHelp: true)
        _ = machine.shutDown()
        _ = machine.match()
        let back = machine.ready(0, after: .over(ticket, .exhausted))
        #expect(back.isStop)
        #expect(back.call == .nobody)
        #expect(!machine.isOver, "the caller is still inside")
        let helper = machine.endHelp(.over(ticket, .exhausted, by: .caller, isCompletion: true))
        #expect(helper.call == .coordinator)
        #expect(machine.isOver)
    }

    @Test func `a cancel that empties the lanes of a draining pool stops the parked`() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [1])
        _ = machine.shutDown()
        let nobody = machine.match().wakes
        #expect(nobody == [])
        let cancel = machine.end(ticket, isCompletion: false)
        #expect(cancel.call == .coordinator)
        let woken = machine.match().wakes
        #expect(woken == [0])
    }

    @Test func `a worker that stops hears what it has to release`() {
        var machine = Machine(parked: 1)
        machine.keep(.lane(serial: 1), by: 0)
        _ = machine.release(.lane(serial: 1))
        _ = machine.shutDown()
        _ = machine.match()
        let last = machine.ready(0, after: nil)
        #expect(last.isStop)
        #expect(last.released == [.lane(serial: 1)])
    }
}
