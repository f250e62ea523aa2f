import Testing

@testable import WorkerPool

@Suite("The coordination's state machine")
struct CoordinationStateMachineTests {
    typealias Machine = CoordinationStateMachine<String>

    // MARK: Wakes

    @Test func aSubmitWakesTheWorkerThatParkedLastAndNoOther() {
        var machine = Machine(parked: 3)
        let lane = machine.openLane()
        let first = machine.submit("a", lane: lane, hands: 3)
        #expect(first?.wake == .worker(2))
        let second = machine.submit("b", lane: lane, hands: 1)
        #expect(second?.wake == .worker(1))
    }

    @Test func aSubmitWakesNobodyWhileAWorkerIsOnItsWayThatCouldTakeIt() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let first = machine.submit("a", lane: lane, hands: 1)!
        let cancel = machine.exhaust(first.ticket, isCompletion: true)
        #expect(cancel == .nobody)
        let second = machine.submit("b", lane: lane, hands: 1)
        #expect(second?.wake == .nobody)
        let arrival = machine.ready(1, nil)
        #expect(arrival.assignment.batch == "b")
    }

    @Test func aSubmitWakesNobodyWhileEveryThreadIsStarting() {
        var machine = Machine(workers: 2)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 2)
        #expect(submission?.wake == .nobody)
        let arrivals = [machine.ready(0, nil), machine.ready(1, nil)]
        #expect(arrivals.map(\.assignment.batch) == ["a", "a"])
    }

    @Test func aSubmitWakesNobodyWhileAllAreBusy() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        _ = machine.grant("a", lane: lane, to: [1, 0])
        let submission = machine.submit("b", lane: lane, hands: 2)
        #expect(submission?.wake == .nobody)
    }

    @Test func aWorkerThatWasGivenABatchForTwoWakesTheOther() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 2)
        let first = machine.ready(1, nil)
        #expect(first.assignment.batch == "a")
        #expect(first.wake == .worker(0))
        let second = machine.ready(0, nil)
        #expect(second.assignment.batch == "a")
        #expect(second.wake == .nobody)
    }

    @Test func aWorkerThatWasGivenABatchForManyCallsTheCoordinatorOnce() {
        var machine = Machine(parked: 5)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 4)
        let first = machine.ready(4, nil)
        #expect(first.assignment.batch == "a")
        #expect(first.wake == .coordinator)
        let woken = machine.match()
        #expect(woken == [3, 2, 1])
        for worker in woken {
            let arrival = machine.ready(worker, nil)
            #expect(arrival.assignment.batch == "a")
            #expect(arrival.wake == .nobody)
        }
    }

    @Test func theCoordinatorIsNotCalledAgainBeforeItHasMatched() {
        var machine = Machine(parked: 8)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 4)
        _ = machine.submit("b", lane: lane, hands: 4)
        let first = machine.ready(7, nil)
        let second = machine.ready(6, nil)
        #expect(first.wake == .coordinator)
        #expect(second.wake == .nobody)
        let woken = machine.match()
        #expect(woken == [5, 4, 3, 2, 1, 0])
    }

    @Test func theCoordinatorWakesNoMoreThanThereIsWorkFor() {
        var machine = Machine(parked: 8)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 3)
        let first = machine.ready(7, nil)
        #expect(first.wake == .coordinator)
        let woken = machine.match()
        #expect(woken == [6, 5])
        let again = machine.match()
        #expect(again == [])
    }

    @Test func theCoordinatorCountsThoseWhoAreOnTheirWayAlready() {
        var machine = Machine(parked: 8)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 4)
        _ = machine.submit("b", lane: lane, hands: 1)
        let first = machine.ready(7, nil)
        #expect(first.wake == .coordinator)
        let woken = machine.match()
        #expect(woken == [5, 4, 3])  // 6 is on its way
    }

    @Test func aWorkerThatFindsItsBatchGoneParksAndIsTheFirstToBeWoken() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 1)!
        let worker = 1
        _ = machine.exhaust(submission.ticket, isCompletion: true)
        let arrival = machine.ready(worker, nil)
        #expect(arrival.assignment.isPark)
        #expect(arrival.wake == .nobody)
        let next = machine.submit("b", lane: lane, hands: 1)
        #expect(next?.wake == .worker(worker))
    }

    @Test func aBatchThatTurnsOutDearIsGivenToMoreHands() {
        var machine = Machine(parked: 3)
        let lane = machine.openLane()
        let ticket = machine.grant("a", lane: lane, to: [2])
        let back = machine.ready(2, Departure(from: ticket, .understaffed, handsWanted: 3))
        #expect(back.assignment.batch == "a")
        #expect(back.wake == .coordinator)
        let woken = machine.match()
        #expect(woken == [1, 0])
    }

    // MARK: Order

    @Test func batchesOfALaneAreGivenInTheirOrder() {
        var machine = Machine(workers: 1)
        let lane = machine.openLane()
        let tickets = ["a", "b", "c"].map { machine.submit($0, lane: lane, hands: 1)!.ticket }
        var given = [machine.ready(0, nil).assignment.batch]
        for ticket in tickets.dropLast() {
            given.append(machine.ready(0, Departure(from: ticket, .exhausted)).assignment.batch)
        }
        #expect(given == ["a", "b", "c"])
    }

    @Test func aBatchThatAWorkerWasCalledAwayFromIsNextInItsLane() {
        var machine = Machine(workers: 1)
        let lane = machine.openLane()
        let ticket = machine.submit("a", lane: lane, hands: 1)!.ticket
        _ = machine.submit("b", lane: lane, hands: 1)
        _ = machine.ready(0, nil)
        let back = machine.ready(0, Departure(from: ticket, .calledAway))
        #expect(back.assignment.batch == "a")
    }

    @Test func freeWorkersGoToDifferentLanes() {
        var machine = Machine(workers: 3)
        let lanes = (0..<3).map { _ in machine.openLane() }
        for lane in lanes { _ = machine.submit("of \(lane)", lane: lane, hands: 3) }
        let given = (0..<3).compactMap { machine.ready($0, nil).assignment.batch }
        #expect(Set(given) == ["of 0", "of 1", "of 2"])
    }

    // MARK: Recall

    @Test func aBusyWorkerIsRecalledForALaneThatNobodyIsOnTheWayTo() {
        var machine = Machine(parked: 1)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        let ticket = machine.grant("a", lane: busy, to: [0])
        #expect(!machine.wantsRecall)
        _ = machine.submit("b", lane: waiting, hands: 1)
        #expect(machine.wantsRecall)
        let back = machine.ready(0, Departure(from: ticket, .calledAway, nanoseconds: 1_000_000))
        #expect(back.assignment.batch == "b")
    }

    @Test func aBatchThatWasBegunKeepsItsTurnButForAShorterOne() {
        var machine = Machine(workers: 1)
        let lanes = (0..<3).map { _ in machine.openLane() }
        let first = machine.submit("a", lane: lanes[0], hands: 1, work: 750_000)!.ticket
        let given = machine.ready(0, nil)
        #expect(given.assignment.batch == "a")
        _ = machine.submit("b", lane: lanes[1], hands: 1, work: 760_000)
        let away = Departure(from: first, .calledAway, nanoseconds: 300_000, work: 450_000)
        let again = machine.ready(0, away)
        #expect(again.assignment.batch == "a")
        _ = machine.submit("c", lane: lanes[2], hands: 1, work: 75_000)
        let shorter = machine.ready(0, Departure(from: first, .calledAway, nanoseconds: 150_000, work: 300_000))
        #expect(shorter.assignment.batch == "c")
    }

    @Test func nobodyIsRecalledForTheLaneThatItWorksFor() {
        var machine = Machine(parked: 2)
        let lane = machine.openLane()
        _ = machine.grant("a", lane: lane, to: [1, 0])
        _ = machine.submit("b", lane: lane, hands: 2)
        #expect(!machine.wantsRecall)
    }

    @Test func nobodyIsRecalledWhileAWokenWorkerIsOnItsWay() {
        var machine = Machine(parked: 2)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        _ = machine.grant("a", lane: busy, to: [1])
        let submission = machine.submit("b", lane: waiting, hands: 1)
        #expect(submission?.wake == .worker(0))
        #expect(!machine.wantsRecall)
    }

    @Test func nobodyIsRecalledWhileParkedWorkersAreLeftForWhatWaits() {
        var machine = Machine(parked: 3)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        _ = machine.grant("a", lane: busy, to: [2])
        let submission = machine.submit("b", lane: waiting, hands: 2)
        #expect(submission?.wake == .worker(1))
        #expect(!machine.wantsRecall, "worker 1 will wake worker 0, and then nobody waits")
    }

    @Test func aRecallEndsWhenTheWaitingLaneIsServed() {
        var machine = Machine(parked: 2)
        let busy = machine.openLane()
        let waiting = machine.openLane()
        let ticket = machine.grant("a", lane: busy, to: [1, 0])
        _ = machine.submit("b", lane: waiting, hands: 1)
        #expect(machine.wantsRecall)
        let back = machine.ready(1, Departure(from: ticket, .exhausted, nanoseconds: 1_000_000))
        #expect(back.assignment.batch == "b")
        #expect(!machine.wantsRecall)
    }

    // MARK: Late words

    @Test func whatIsSaidTwiceOfABatchThatIsGoneIsIgnored() {
        var machine = Machine(parked: 1)
        let lane = machine.openLane()
        let gone = machine.grant("a", lane: lane, to: [0])
        let byHelper = machine.exhaust(gone, isCompletion: false)
        #expect(byHelper == .nobody)
        let next = machine.submit("b", lane: lane, hands: 1)
        #expect(next?.wake == .nobody)
        let late = machine.exhaust(gone, isCompletion: true)
        #expect(late == .nobody)
        let back = machine.ready(0, Departure(from: gone, .exhausted))
        #expect(back.assignment.batch == "b")
    }

    @Test func aLateWordDoesNotTouchALaneThatHasTakenTheSameNumber() {
        var machine = Machine(parked: 1)
        let old = machine.openLane()
        let gone = machine.submit("a", lane: old, hands: 1)!.ticket
        _ = machine.exhaust(gone, isCompletion: true)
        machine.close(lane: old)
        let new = machine.openLane()
        #expect(new == old)
        _ = machine.submit("b", lane: new, hands: 1)
        let late = machine.exhaust(gone, isCompletion: false)
        #expect(late == .nobody)
        let arrival = machine.ready(0, nil)
        #expect(arrival.assignment.batch == "b")
    }
}
