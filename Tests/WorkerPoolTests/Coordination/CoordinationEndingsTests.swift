import Testing

@testable import WorkerPool

/// What begins and ends: lanes, workspaces, the pool.
@Suite("The coordination's state machine, at the end of things")
struct CoordinationEndingsTests {
    typealias Machine = CoordinationStateMachine<String>

    // MARK: Lanes

    @Test func aLanesNumberIsUsedAgainWhenItsLastBatchIsGone() {
        var machine = Machine(parked: 1)
        let first = machine.openLane()
        let ticket = machine.submit("a", lane: first, hands: 1)!.ticket
        machine.close(lane: first)
        let second = machine.openLane()
        #expect(second != first)
        _ = machine.exhaust(ticket, isCompletion: true)
        let third = machine.openLane()
        #expect(third == first)
    }

    @Test func aLanesNumberIsUsedAgainWhenItsLastWorkerIsBack() {
        var machine = Machine(parked: 1)
        let first = machine.openLane()
        let ticket = machine.grant("a", lane: first, to: [0])
        _ = machine.exhaust(ticket, isCompletion: false)
        machine.close(lane: first)
        let second = machine.openLane()
        #expect(second != first)
        _ = machine.ready(0, Departure(from: ticket, .exhausted, isCompletion: true))
        let third = machine.openLane()
        #expect(third == first)
        let fourth = machine.openLane()
        #expect(fourth != third && fourth != second, "a number is free once")
    }

    // MARK: Workspaces

    @Test func aWorkerIsToldOnceToReleaseAWorkspace() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let owner = WorkspaceOwner.lane(serial: 7)
        let ticket = machine.grant("a", lane: lane, to: [1])
        machine.keep(owner, by: 1)
        let call = machine.release(owner)
        #expect(call == .nobody, "a busy worker comes by itself")
        _ = machine.ready(1, Departure(from: ticket, .exhausted, isCompletion: true))
        #expect(machine.releases(of: 0) == [])
        #expect(machine.releases(of: 1) == [owner])
        #expect(machine.releases(of: 1) == [])
        let again = machine.release(owner)
        #expect(again == .nobody)
    }

    @Test func parkedWorkersAreWokenToReleaseTheirWorkspacesAndParkAgain() {
        var machine = Machine(parked: 3)
        let owner = WorkspaceOwner.batch(place: 3)
        machine.keep(owner, by: 0)
        machine.keep(owner, by: 2)
        let call = machine.release(owner)
        #expect(call == .coordinator)
        let woken = machine.match()
        #expect(Set(woken) == [0, 2])
        for worker in woken {
            let arrival = machine.ready(worker, nil)
            #expect(arrival.assignment.isPark)
            #expect(machine.releases(of: worker) == [owner])
        }
        let again = machine.match()
        #expect(again == [])
    }

    @Test func aWorkerThatIsWokenToReleaseTakesWaitingWorkAlong() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        machine.keep(.batch(place: 0), by: 0)
        _ = machine.release(.batch(place: 0))
        _ = machine.submit("a", lane: lane, hands: 2)  // wakes 1
        let woken = machine.match()
        #expect(woken == [0])
        let arrivals = [machine.ready(0, nil), machine.ready(1, nil)]
        #expect(arrivals.map(\.assignment.batch) == ["a", "a"])
        #expect(arrivals.map(\.wake) == [.nobody, .nobody])
    }

    @Test func whatNobodyKeepsIsReleasedByNobody() {
        var machine = Machine(parked: 2)
        let call = machine.release(.lane(serial: 1))
        #expect(call == .nobody)
    }

    // MARK: Drain

    @Test func whatComesAfterTheShutdownIsRefused() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let call = machine.shutDown()
        #expect(call == .coordinator)
        let submission = machine.submit("a", lane: lane, hands: 1)
        #expect(submission == nil)
        let again = machine.shutDown()
        #expect(again == .nobody)
    }

    @Test func anIdlePoolIsOverWhenItsParkedWorkersHaveStopped() {
        var machine = Machine(parked: 2)
        _ = machine.shutDown()
        let woken = machine.match()
        #expect(Set(woken) == [0, 1])
        let first = machine.ready(0, nil)
        #expect(first.assignment.isStop)
        #expect(first.wake == .nobody)
        #expect(!machine.isOver)
        let second = machine.ready(1, nil)
        #expect(second.assignment.isStop)
        #expect(second.wake == .coordinator)
        #expect(machine.isOver)
    }

    @Test func workersStopOnlyWhenTheLanesAreEmpty() {
        var machine = Machine(parked: 3)
        let lane = machine.openLane()
        let first = machine.grant("a", lane: lane, to: [2])
        let second = machine.submit("b", lane: lane, hands: 1)!  // wakes 1
        _ = machine.shutDown()
        #expect(machine.match() == [], "0 stays parked: nothing waits for it")
        let arrival = machine.ready(1, nil)
        #expect(arrival.assignment.batch == "b")
        let back = machine.ready(2, Departure(from: first, .exhausted, isCompletion: true))
        #expect(back.assignment.isPark, "b is not exhausted, and could come to want more hands")
        let last = machine.ready(1, Departure(from: second.ticket, .exhausted, isCompletion: true))
        #expect(last.assignment.isStop)
        #expect(last.wake == .coordinator, "the parked must stop too")
        #expect(Set(machine.match()) == [0, 2])
        _ = machine.ready(0, nil)
        #expect(!machine.isOver)
        _ = machine.ready(2, nil)
        #expect(machine.isOver)
    }

    @Test func aDrainEndsOnlyWhenEverythingIsCompleted() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [0])
        _ = machine.shutDown()
        _ = machine.match()
        let back = machine.ready(0, Departure(from: ticket, .exhausted))  // a helper is still inside
        #expect(back.assignment.isStop)
        #expect(back.wake == .nobody)
        #expect(!machine.isOver)
        let helper = machine.exhaust(ticket, isCompletion: true)
        #expect(helper == .coordinator)
        #expect(machine.isOver)
    }

    @Test func aCancelThatEmptiesTheLanesOfADrainingPoolStopsTheParked() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [1])
        _ = machine.shutDown()
        #expect(machine.match() == [])
        let cancel = machine.exhaust(ticket, isCompletion: false)
        #expect(cancel == .coordinator)
        #expect(machine.match() == [0])
    }
}
