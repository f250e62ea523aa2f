import Testing

@testable import WorkerPool

@Suite("The coordination's state machine, where callers help")
struct HelpingCallersTests {
    typealias Machine = CoordinationStateMachine<String>

    @Test func aHelpingCallerIsOneOfTheHandsThatABatchIsWorth() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 2)!
        #expect(submission.wake == .worker(1))
        let isAdmitted = machine.help(submission.ticket, isUrgent: false).isAdmitted
        #expect(isAdmitted)
        let arrival = machine.ready(1, nil)
        #expect(arrival.assignment.batch == "a")
        #expect(arrival.wake == .nobody, "with the caller these are two")
    }

    @Test func whereThereAreMoreCPUsThanWorkersItIsOneMore() {
        var machine = Machine(parked: 2, room: 3)
        let lane = machine.openLane()
        let submission = machine.submit("a", lane: lane, hands: 2)!
        let isAdmitted = machine.help(submission.ticket, isUrgent: false).isAdmitted
        #expect(isAdmitted)
        let arrival = machine.ready(1, nil)
        #expect(arrival.wake == .worker(0))
    }

    @Test func nobodyHelpsWhereEveryCPUHasAThreadUnlessTheWorkersAreStuck() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        _ = machine.grant("a", lane: lane, to: [1])
        let second = machine.submit("b", lane: lane, hands: 1)!
        #expect(second.wake == .worker(0), "who is on the way counts")
        let isAdmitted = machine.help(second.ticket, isUrgent: false).isAdmitted
        #expect(!isAdmitted)
        #expect(!machine.isCrowded)
        let isAdmittedUrgently = machine.help(second.ticket, isUrgent: true).isAdmitted
        #expect(isAdmittedUrgently)
        #expect(machine.isCrowded)
    }

    @Test func aHelpingCallerIsInTheWayOnceEveryCPUHasAWorkerAndItsPlaceIsTakenByTheNext() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let first = machine.submit("a", lane: lane, hands: 2)!
        _ = machine.help(first.ticket, isUrgent: false)
        #expect(!machine.isCrowded)
        let second = machine.submit("b", lane: lane, hands: 1)!
        #expect(second.wake == .worker(0))
        #expect(machine.isCrowded)
        let wake = machine.endHelp(Departure(from: first.ticket, .calledAway, handsWanted: 2))
        #expect(wake == .nobody, "two are on their way")
        #expect(!machine.isCrowded)
        let arrivals = [machine.ready(1, nil), machine.ready(0, nil)]
        #expect(arrivals.map(\.assignment.batch) == ["a", "a"])
    }

    @Test func aHelpingCallerThatFindsItsBatchDearWakesAWorker() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 1)!
        _ = machine.help(batch.ticket, isUrgent: false)
        let late = machine.ready(1, nil)
        #expect(late.assignment.isPark, "the caller is all that it is worth")
        let wake = machine.endHelp(Departure(from: batch.ticket, .understaffed, handsWanted: 2))
        #expect(wake == .worker(1))
    }

    @Test func noWorkerIsWokenForThePlaceOfACallerThatIsExpected() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 2, expectsCaller: true)!
        #expect(batch.wake == .worker(1))
        let arrival = machine.ready(1, nil)
        #expect(arrival.wake == .nobody, "the other place is the caller's")
        let help = machine.help(batch.ticket, isUrgent: false)
        #expect(help.isAdmitted)
        #expect(help.wake == .nobody)
    }

    @Test func aCallerThatFindsNoRoomHasAWorkerWokenInItsPlace() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 2, expectsCaller: true)!
        let help = machine.help(batch.ticket, isUrgent: false, isAnybodyLate: true)
        #expect(!help.isAdmitted, "the worker that was woken may stand in line for the caller's CPU")
        #expect(help.wake == .worker(0))
    }

    @Test func aWorkerThatAsksForAnotherGetsThePlaceOfACallerThatDoesNotCome() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 2, expectsCaller: true)!
        _ = machine.ready(1, nil)
        let back = machine.ready(1, Departure(from: batch.ticket, .understaffed, handsWanted: 2))
        #expect(back.assignment.batch == "a")
        #expect(back.wake == .worker(0))
    }

    @Test func aBatchThatIsWorthOneHandGetsAWorkerWhoeverIsExpected() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 1, expectsCaller: true)!
        #expect(batch.wake == .worker(1), "an expectation may be wrong, and then nobody would come")
    }

    @Test func withMoreCPUsThanWorkersACallerTakesNobodysPlace() {
        var machine = Machine(parked: 2, room: 3)
        let lane = machine.openLane()
        _ = machine.submit("a", lane: lane, hands: 2, expectsCaller: true)
        let arrival = machine.ready(1, nil)
        #expect(arrival.wake == .worker(0))
    }

    @Test func itIsQuietWhileNobodyDecodesThoughSomeAreOnTheirWay() {
        var machine = Machine(parked: 1, room: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 1)!
        #expect(machine.isQuiet)
        #expect(machine.isAnybodyWaking)
        let help = machine.help(batch.ticket, isUrgent: false)
        #expect(help.isAdmitted)
        #expect(!machine.isQuiet)
        _ = machine.endHelp(Departure(from: batch.ticket, .calledAway))
        #expect(machine.isQuiet)
        _ = machine.ready(0, nil)
        #expect(!machine.isQuiet)
        #expect(!machine.isAnybodyWaking)
        _ = machine.ready(0, Departure(from: batch.ticket, .exhausted, isCompletion: true))
        #expect(machine.isQuiet)
    }

    @Test func workersThatAreLostAreNotCountedOnAndComeAllTheSame() {
        var machine = Machine(parked: 2, room: 3)
        let lane = machine.openLane()
        let first = machine.submit("a", lane: lane, hands: 1)!
        let second = machine.submit("b", lane: lane, hands: 1)!
        #expect([first.wake, second.wake] == [.worker(1), .worker(0)])
        let help = machine.help(second.ticket, isUrgent: false, isAnybodyLost: true)
        #expect(help.isAdmitted)
        #expect(help.wake == .nobody, "nobody else is parked")
        #expect(!machine.isAnybodyWaking)
        let arrivals = [machine.ready(1, nil), machine.ready(0, nil)]
        #expect(arrivals.map(\.assignment.batch) == ["a", "b"])
    }

    @Test func whoIsLostIsReplacedByOneWhoIsNot() {
        var machine = Machine(parked: 2, room: 2)
        let lane = machine.openLane()
        let before = machine.wakingEpoch
        let first = machine.submit("a", lane: lane, hands: 1)!
        #expect(first.wake == .worker(1))
        let second = machine.submit("b", lane: lane, hands: 1, isAnybodyLost: true)!
        #expect(second.wake == .worker(0))
        #expect(machine.isAnybodyWaking)
        #expect(machine.wakingEpoch == before + 1, "or the new one would be taken for the old one, who is late")
    }

    @Test func aCallerThatDecodesInPlaceHasACPUThatNobodyElseHas() {
        var machine = Machine(parked: 1, room: 2)
        let lane = machine.openLane()
        let batch = machine.submit("a", lane: lane, hands: 1)!
        let beside = machine.help(batch.ticket, isUrgent: false, inPlace: 1)
        #expect(!beside.isAdmitted)
        let alone = machine.help(batch.ticket, isUrgent: false)
        #expect(alone.isAdmitted)
    }
}
