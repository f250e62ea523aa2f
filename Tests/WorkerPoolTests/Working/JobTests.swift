import Synchronization
import Testing

@testable import WorkerPool

@Suite("A job and the worker that decodes it")
struct JobTests {
    /// A decoder whose workspace is an array, so that the worker has to make one.
    private struct Doubling: WorkerPool.Decoder {
        func makeWorkspace() -> [Int] { [] }
        func decode(_ payload: Int, in workspace: inout [Int]) -> Int { 2 * payload }
    }

    /// A decoder that tells of each payload that it begins.
    private struct Telling: WorkerPool.Decoder {
        let tell: @Sendable (Int) -> Void
        func decode(_ payload: Int) -> Int {
            tell(payload)
            return payload
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aWorkerDecodesWhatItIsGivenAndSaysHowItLeft() throws {
        let channel = ScriptedChannel()
        let (job, future) = channel.job(of: Array(0..<100), decoder: Doubling())
        channel.script = [.work(job)]
        channel.runWorker()
        let results = try future.retrieve()
        #expect(results == (0..<100).map { .success(2 * $0) })
        #expect(channel.departures.count == 1)
        #expect(channel.departures.first?.ticket == job.ticket)
        #expect(channel.departures.first?.ending == .exhausted)
        #expect(channel.departures.first?.isCompletion == true)
    }

    @Test func whatAPayloadTookInAProcessThatWasStoppedForHoursIsANumberStill() {
        let channel = ScriptedChannel()
        let tenure = LaneTenure(number: 0, owner: .lane(serial: 1)) { _ in }
        tenure.experience.payloadCost.set(20_000e9)
        let (job, _) = channel.job(of: Array(0..<1_000_000), decoder: Doubling(), tenure: tenure)
        #expect(job.work == 86_400_000_000_000)
    }

    @Test(.timeLimit(.minutes(1)))
    func aWorkerThatComesToABatchThatIsOverLeavesItAlone() async {
        await #expect(processExitsWith: .success) {
            let channel = ScriptedChannel()
            let (job, future) = channel.job(of: [1, 2, 3], decoder: Doubling())
            // Granted to two workers: the first takes everything, before the second is there.
            channel.script = [.work(job), .work(job)]
            channel.runWorker()
            precondition(future.isDone)
            precondition(channel.departures.map(\.isCompletion) == [true, false])
            precondition(channel.departures.allSatisfy { $0.ending == .exhausted })
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aWorkerThatComesToABatchThatWasCancelledLeavesItAlone() async {
        await #expect(processExitsWith: .success) {
            let channel = ScriptedChannel()
            let (job, future) = channel.job(of: [1, 2, 3], decoder: Doubling())
            future.cancel()
            channel.script = [.work(job)]
            channel.runWorker()
            precondition(channel.departures.map(\.isCompletion) == [false])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aHelperThatComesToABatchThatIsOverLeavesItAlone() async {
        await #expect(processExitsWith: .success) {
            let channel = ScriptedChannel()
            let (job, _) = channel.job(of: [1, 2, 3], decoder: Doubling())
            channel.script = [.work(job)]
            channel.runWorker()
            // It had seen that something was left; when it comes to work nothing is.
            var workspace: Workspace?
            let stint = job.work(in: &workspace, as: .helper(channel.checkpoint))
            precondition(stint.payloads == 0)
            precondition(!job.leave(stint).isCompletion)
            precondition(workspace == nil)
        }
    }

    /// The lane may be gone by then, and nobody would tell the worker to release what it keeps.
    @Test(.timeLimit(.minutes(1)))
    func aWorkerThatComesToABatchThatIsOverKeepsNoWorkspaceOfItsLane() async {
        await #expect(processExitsWith: .success) {
            let channel = ScriptedChannel()
            let (job, _) = channel.job(of: [1, 2, 3], decoder: Doubling(), owner: .lane(serial: 1))
            channel.script = [.work(job)]
            channel.runWorker()
            precondition(channel.kept == [.lane(serial: 1)])
            channel.script = [.work(job)]
            channel.runWorker()  // another one, which comes late
            precondition(channel.kept == [.lane(serial: 1)])
        }
    }

    /// It is counted as the workspace's cost already, and only the first batch of a worker pays it.
    @Test(.timeLimit(.minutes(1)))
    func theMakingOfAWorkspaceIsNotLearnedAsThePayloadsCost() throws {
        struct Dear: WorkerPool.Decoder {
            func makeWorkspace() -> [Int] {
                let end = Clock.now() + 50_000_000
                while Clock.now() < end {}
                return []
            }
            func decode(_ payload: Int, in workspace: inout [Int]) -> Int { payload }
        }
        let channel = ScriptedChannel()
        let (job, _) = channel.job(of: [1, 2, 3], decoder: Dear(), owner: .lane(serial: 1))
        channel.script = [.work(job)]
        channel.runWorker()
        let experience = try #require(channel.tenures.first?.experience)
        let costs = (payload: experience.payloadCost.nanoseconds, workspace: experience.workspaceCost.nanoseconds)
        let payload = try #require(costs.payload)
        let workspace = try #require(costs.workspace)
        #expect(workspace >= 50_000_000)
        #expect(3 * payload < workspace / 2)
    }

    @Test(.timeLimit(.minutes(1)))
    func aHelperThatIsInTheWayLeavesTheRest() {
        let channel = ScriptedChannel()
        let (job, future) = channel.job(
            of: Array(0..<1000),
            decoder: Telling { if $0 == 10 { channel.checkpoint.set(wantsRecall: false, isCrowded: true) } }
        )
        var workspace: Workspace?
        let departure = job.leave(job.work(in: &workspace, as: .helper(channel.checkpoint)))
        #expect(departure.ending == .calledAway)
        #expect(job.hasUnclaimed)
        #expect(!future.isDone)
    }

    @Test(.timeLimit(.minutes(1)))
    func aHelperMakesWayForAWorkerThatWasWokenLongAgoAndHasNotCome() {
        let channel = ScriptedChannel()
        let (job, _) = channel.job(
            of: Array(0..<100_000),
            decoder: Telling { payload in
                let end = Clock.now() + 10_000
                while Clock.now() < end {}
                // Again and again, since this thread may lose its CPU for so long that the worker is taken for lost.
                if payload % 100 == 10 {
                    channel.checkpoint.set(wantsRecall: false, isCrowded: false, isAnybodyWaking: false)
                    channel.checkpoint.set(wantsRecall: false, isCrowded: false, isAnybodyWaking: true)
                }
            }
        )
        var workspace: Workspace?
        let stint = job.work(in: &workspace, as: .helper(channel.checkpoint))
        #expect(stint.ending == .calledAway)
        #expect(stint.nanoseconds > Checkpoint.longestWakeUp)
        #expect(job.hasUnclaimed)
        channel.checkpoint.set(wantsRecall: false, isCrowded: false, isAnybodyWaking: false)
        #expect(!channel.checkpoint.isAnybodyLate(at: .max), "it has come")
    }

    @Test(.timeLimit(.minutes(1)))
    func aWorkerAsksForAnotherOnceWhereTheCallerThatWasExpectedDoesNotCome() throws {
        let channel = ScriptedChannel()
        channel.workers = 2
        let lane = LaneTenure(number: 0, owner: .lane(serial: 1)) { _ in }
        lane.experience.attendance.note(hasHelped: true, cameAtOnce: false)
        lane.experience.payloadCost.set(10_000)
        let (job, _) = channel.job(
            of: Array(0..<100_000),
            decoder: Telling { _ in
                let end = Clock.now() + 10_000
                while Clock.now() < end {}
            },
            tenure: lane
        )
        #expect(job.expectsCaller)
        var workspace: Workspace?
        let stint = job.work(in: &workspace, as: .committed)
        #expect(stint.ending == .understaffed)
        #expect(job.hasUnclaimed)
    }

    @Test func aLaneLearnsFromACompletedBatchThatItsCallerComes() {
        let channel = ScriptedChannel()
        let lane = LaneTenure(number: 0, owner: .lane(serial: 1)) { _ in }
        for comes in [true, false] {
            let (job, _) = channel.job(of: [1, 2], decoder: Telling { _ in }, tenure: lane)
            if comes { #expect(job.meetCaller()) }
            channel.script = [.work(job)]
            channel.runWorker()
            #expect(lane.experience.attendance.expectsHelp == comes)
        }
    }

    /// Who has the results and dispatches the next batch then finds a worker that is free.
    @Test(.timeLimit(.minutes(1)))
    func aWorkerAnnouncesItselfBeforeItLetsTheResultsOut() {
        let channel = ScriptedChannel()
        let (job, future) = channel.job(of: [1, 2, 3], decoder: Doubling())
        channel.script = [.work(job)]
        let isDone = Mutex<[Bool]>([])
        channel.onAnnouncement = { isDone.withLock { $0.append(future.isDone) } }
        channel.runWorker()
        #expect(isDone.withLock(\.self) == [false, false])
        #expect(future.isDone)
    }

    @Test(.timeLimit(.minutes(1)))
    func onlyAWorkerIsWantedElsewhereAndOnlyAHelperIsInTheWay() {
        let channel = ScriptedChannel()
        var workspace: Workspace?
        for (role, isCrowded) in [
            (Role.helper(channel.checkpoint), false), (.worker(channel.checkpoint), true),
            (.committed, true), (.committed, false),
        ] {
            channel.checkpoint.set(wantsRecall: !isCrowded, isCrowded: isCrowded)
            let (job, future) = channel.job(of: Array(0..<1000), decoder: Telling { _ in })
            let departure = job.leave(job.work(in: &workspace, as: role))
            #expect(departure.ending == .exhausted)
            #expect(departure.isCompletion)
            #expect(!future.isDone)
            job.publish()
            #expect(future.isDone)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aCallerDoesNotDecodeWhereOthersAreInsideAndTheRestIsCheaperThanAWorkspace() {
        struct Dear: WorkerPool.Decoder {
            let tell: @Sendable () -> Void
            func makeWorkspace() -> [Int] {
                let end = Clock.now() + 50_000_000
                while Clock.now() < end {}
                return []
            }
            func decode(_ payload: Int, in workspace: inout [Int]) -> Int {
                if payload > 0 { tell() }
                return payload
            }
        }
        let channel = ScriptedChannel()
        let answers = Mutex<[Bool]>([])
        let inside = Mutex<Job?>(nil)
        let (job, _) = channel.job(
            of: [0, 1, 2],
            decoder: Dear {
                // The first payload and the workspace are measured by now.
                guard let job = inside.withLock(\.self) else { return }
                answers.withLock { $0.append(job.meetCaller()) }
            }
        )
        #expect(job.meetCaller(), "nobody is inside")
        inside.withLock { $0 = job }
        channel.script = [.work(job)]
        channel.runWorker()
        inside.withLock { $0 = nil }
        #expect(answers.withLock(\.self) == [false, false])
    }

    @Test(.timeLimit(.minutes(1)))
    func aWorkerThatIsRecalledLeavesTheRestAfterAQuantum() throws {
        let channel = ScriptedChannel()
        let (job, future) = channel.job(
            of: Array(0..<100_000),
            decoder: Telling { payload in
                let end = Clock.now() + 10_000
                while Clock.now() < end {}
                if payload == 10 { channel.checkpoint.set(wantsRecall: true, isCrowded: false) }
            }
        )
        channel.script = [.work(job)]
        channel.runWorker()
        let departure = try #require(channel.departures.first)
        #expect(departure.ending == .calledAway)
        #expect(departure.isCompletion == false)
        #expect(departure.charge >= Role.quantum)
        #expect(job.hasUnclaimed)
        #expect(!future.isDone)
    }

    /// Or else a lane that had the pool for itself for a minute waits for a minute when a second lane comes.
    @Test(.timeLimit(.minutes(1)))
    func aLaneIsNotChargedForWhatItUsedBeforeAnotherLaneWaited() throws {
        let channel = ScriptedChannel()
        let times = Mutex<[UInt64]>([])
        let recalledAt = 3000
        let (job, _) = channel.job(
            of: Array(0..<100_000),
            decoder: Telling { payload in
                let end = Clock.now() + 10_000
                while Clock.now() < end {}
                times.withLock { $0.append(Clock.now()) }
                if payload == recalledAt { channel.checkpoint.set(wantsRecall: true, isCrowded: false) }
            }
        )
        channel.script = [.work(job)]
        channel.runWorker()
        let departure = try #require(channel.departures.first)
        try #require(departure.ending == .calledAway)
        let all = times.withLock(\.self)
        // The other lane came in the last slice, which is short: most of the time was before that.
        let total = all.last! - all.first!
        #expect(departure.charge < total / 2)
        #expect(departure.charge > 0)
    }
}

/// The pool's side of a worker and a job, on one thread: the worker is given what the script says, and then stops.
private final class ScriptedChannel: ReadyChannel, JobHost, @unchecked Sendable {
    // `@unchecked Sendable`: the worker runs on the test's own thread.
    var script: [Assignment<Job>] = []
    private(set) var departures: [Departure] = []
    /// Of the jobs, in their order.
    private(set) var tenures: [LaneTenure] = []
    private(set) var kept: [WorkspaceOwner] = []
    private var jobs = 0
    var onAnnouncement = {}
    var workers = 1
    let checkpoint = Checkpoint()

    func job<D: WorkerPool.Decoder>(
        of payloads: [D.Payload],
        decoder: D,
        owner: WorkspaceOwner? = nil,
        tenure: LaneTenure? = nil
    ) -> (Job, WorkerPool.Future<D.Output, D.Failure>) {
        let promise = Promise<D.Output, D.Failure>()
        let tenure = tenure ?? LaneTenure(number: 0, owner: owner) { _ in }
        tenures.append(tenure)
        let job = BatchJob(
            WorkerPool.Batch(payloads, decoder: decoder),
            decoded: [],
            promise: promise,
            tenure: tenure,
            host: self
        )
        job.ticket = Ticket(lane: 0, place: jobs)
        jobs += 1
        promise.work = job
        return (job, WorkerPool.Future(promise))
    }

    func runWorker() {
        Worker(id: 0, seat: Seat(patience: Patience(nanoseconds: 0)), channel: self).run()
    }

    func announce(_ worker: WorkerID, _ departure: Departure?) -> Announcement {
        onAnnouncement()
        if let departure { departures.append(departure) }
        return Announcement(assignment: script.isEmpty ? .stop : script.removeFirst(), released: [])
    }

    func note(_ worker: WorkerID, keeps owner: WorkspaceOwner) { kept.append(owner) }
    func note(wakeUp nanoseconds: UInt64) {}

    func wait(for results: borrowing WaiterList, of job: Job) { results.wait() }
    func withdraw(_ payloads: Int, of job: Job) { _ = job.abandon(payloads) }
    func release(_ owner: WorkspaceOwner) {}
    var workerCount: Int { workers }
    var cpuCount: Int { workers }
    let suspendingPatience = Patience(nanoseconds: 0)
}
