import Testing

@testable import WorkerPool

/// How many threads a batch is worth, when they are called, and when they leave.
@Suite("The threads of a batch")
struct JobHandsTests {
    // MARK: Calling more

    @Test func `the first worker of a batch calls the next when it has decoded alone for a while`() {
        let rig = EngineRig(workers: 2)
        let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
        let lane = rig.lane(isPlain: true)
        let payload = Policy.alone - 1
        lane.handOver(rig.batch([payload, payload, payload], rig.timed(), in: lane))
        #expect(unparked(rig) == [1], "who parked last is woken first")
        #expect(workers[1].step() == .goOn)
        #expect(unparked(rig) == [], "it has come, and decoded nothing")
        #expect(workers[1].step() == .goOn)
        #expect(unparked(rig) == [], "it has decoded, but not for long")
        #expect(workers[1].step() == .goOn)
        #expect(unparked(rig) == [0])
        #expect(workers[0].step() == .goOn)
        for worker in workers { #expect(rig.run(worker) == .park) }
    }

    @Test func `where it could use several, it has the coordinator call them`() {
        let rig = EngineRig(workers: 4)
        let workers = (0..<4).map { rig.parkedWorker($0) }
        let lane = rig.lane(isPlain: true)
        let job = rig.batch(Array(repeating: 1, count: 100), rig.timed(), in: lane, isAwaited: true)
        lane.handOver(job)
        #expect(unparked(rig) == [3])
        #expect(!rig.queue.coordinator.parkIfUnparked())
        #expect(workers[3].step() == .goOn)
        #expect(rig.queue.coordinator.parkIfUnparked())
        #expect(unparked(rig) == [])
        rig.queue.match()
        #expect(unparked(rig) == [0, 1, 2])
        for worker in workers { #expect(rig.run(worker) == .park) }
        #expect(job.isDone)
    }

    @Test func `it calls it at once when its caller waits`() {
        let rig = EngineRig(workers: 2)
        let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
        let lane = rig.lane(isPlain: true)
        lane.handOver(rig.batch([1, 1, 1], rig.timed(), in: lane, isAwaited: true))
        #expect(unparked(rig) == [1])
        #expect(workers[1].step() == .goOn)
        #expect(unparked(rig) == [0])
        for worker in workers { #expect(rig.run(worker) == .park) }
    }

    @Test func `a caller that comes to wait calls it, if the first worker has come and left it to others`() {
        let rig = EngineRig(workers: 2)
        let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
        let lane = rig.lane(isPlain: true)
        let job = rig.batch([1, 1, 1], rig.timed(), in: lane)
        lane.handOver(job)
        #expect(unparked(rig) == [1])
        #expect(workers[1].step() == .goOn)
        job.noteAwaited()
        #expect(unparked(rig) == [0])
        job.noteAwaited()
        #expect(workers[1].step() == .goOn)
        #expect(unparked(rig) == [], "called once")
        for worker in workers { #expect(rig.run(worker) == .park) }
    }

    @Test func `a task that comes to wait does so too`() async {
        let task = {
            let rig = EngineRig(workers: 2)
            let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
            let lane = rig.lane(isPlain: true)
            let job = rig.batch([1, 1, 1], rig.timed(), in: lane)
            lane.handOver(job)
            #expect(unparked(rig) == [1])
            #expect(workers[1].step() == .goOn)
            let waiting = Task(executorPreference: InPlaceExecutor()) { await job.wait() }
            #expect(unparked(rig) == [0])
            for worker in workers { #expect(rig.run(worker) == .park) }
            return waiting
        }()
        await task.value
    }

    @Test func `where nobody has postponed a call, neither a slice nor a caller makes one`() {
        let rig = EngineRig(workers: 2)
        let parked = rig.parkedWorker(0)
        let lane = rig.lane(isPlain: true)
        let job = rig.batch([1, 1, 1], rig.timed(), in: lane)
        _ = rig.visit(job, slices: 1)
        job.noteAwaited()
        #expect(unparked(rig) == [])
        #expect(job.callsMoreNow(), "but whoever comes then calls at once")
        withExtendedLifetime(parked) {}
    }

    @Test func `a batch that is worth one thread calls nobody`() {
        let rig = EngineRig(workers: 2)
        let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
        let lane = rig.lane(cost: 10)
        lane.handOver(rig.batch(Array(repeating: 10, count: 1_000), rig.timed(), in: lane, isAwaited: true))
        #expect(unparked(rig) == [1])
        #expect(rig.run(workers[1]) == .park)
        #expect(unparked(rig) == [])
    }

    // MARK: How many

    @Test func `a batch is worth what its lane knows of its payloads`() {
        let rig = EngineRig(workers: 16, cpus: 4)
        func hands(_ count: Int, cost: Double?) -> Int {
            rig.batch(Array(repeating: 1, count: count), rig.timed(), in: rig.lane(cost: cost)).handsWanted
        }
        #expect(hands(3, cost: nil) == 3)
        #expect(hands(1_000, cost: nil) == 16)
        #expect(hands(1_000, cost: 10) == 1)
        #expect(hands(1_000, cost: 100) == 2)
        #expect(hands(1_000, cost: 1_000) == 4, "no more than CPUs")
        #expect(hands(1_000, cost: Policy.mayBlock) == 16, "but for payloads that may block")
    }

    @Test func `what turns out dearer is worth more, and the visitor leaves once to have them called`() {
        let rig = EngineRig(workers: 4)
        let lane = rig.lane(cost: 10)
        let job = rig.batch(Array(repeating: 20_000, count: 100), rig.timed(), in: lane)
        #expect(job.handsWanted == 1)
        var visit = rig.visit(job)
        #expect(visit.ending == .understaffed)
        #expect(job.handsWanted == 4 && job.hasUnclaimed)
        job.leave(&visit)
        #expect(!visit.isCompletion && visit.handsWanted == 4)
        #expect(visit.work == job.work && visit.work > 0)
        var next = rig.visit(job)
        #expect(next.ending == .exhausted)
        job.leave(&next)
        #expect(next.isCompletion)
    }

    @Test func `a batch that has all the workers already is not left for more`() {
        let rig = EngineRig(workers: 1)
        let job = rig.batch(Array(repeating: 20_000, count: 100), rig.timed(), in: rig.lane(cost: 10))
        #expect(rig.visit(job).ending == .exhausted)
    }

    @Test func `slices grow with what is known of the cost, up to a slice's time, and shrink towards the end`() {
        let rig = EngineRig(workers: 1)
        let job = rig.batch(Array(repeating: 1_000, count: 2_000), rig.timed(), in: rig.lane())
        var visit = rig.visit(job, slices: 0)
        var workspace: Workspace?
        var sizes: [Int] = []
        while job.hasUnclaimed {
            rig.decode(job, &visit, in: &workspace, slices: 1)
            sizes.append(visit.lastSlice)
        }
        #expect(sizes.prefix(5) == [1, 4, 16, 64, Int(Policy.slice) / 1_000])
        #expect(sizes.reduce(0, +) == 2_000)
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $1 <= 4 * $0 })
        #expect(sizes.dropFirst(2).dropLast().min() == Int(Policy.shortestSlice) / 1_000)
    }

    @Test func `of a cost that is known the first slice is a quarter`() {
        let rig = EngineRig(workers: 1)
        let job = rig.batch(Array(repeating: 1_000, count: 2_000), rig.timed(), in: rig.lane(cost: 1_000))
        #expect(rig.visit(job, slices: 1).lastSlice == 37)
    }

    // MARK: Leaving

    @Test func `a worker that is wanted elsewhere leaves after a quantum`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let (first, other) = (rig.lane(), rig.lane())
        let job = rig.batch(Array(repeating: 10_000, count: 1_000), rig.timed(), in: first)
        first.handOver(job)
        while job.work > 6_000_000 || job.work == 0 { #expect(worker.step() == .goOn) }
        let start = rig.time.now
        let small = rig.batch([1], rig.timed(), in: other)
        other.handOver(small)
        while !small.isDone { #expect(worker.step() == .goOn) }
        let waited = rig.time.now - start
        #expect(waited >= Policy.quantum)
        #expect(waited <= Policy.quantum + 2 * UInt64(Policy.slice))
        #expect(!job.isDone && job.hasUnclaimed)
        #expect(rig.run(worker) == .park)
        #expect(job.isDone)
    }

    /// Or else a lane that had the pool for itself for a minute waits for a minute when a second lane comes.
    @Test func `a lane is charged for nothing that it used before another lane waited`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let (first, other) = (rig.lane(), rig.lane())
        let job = rig.batch(Array(repeating: 100_000, count: 1_000), rig.timed(), in: first)
        first.handOver(job)
        while job.work > 50_000_000 || job.work == 0 { #expect(worker.step() == .goOn) }
        // From now on each of the two has half of the worker.
        let rival = rig.batch(Array(repeating: 100_000, count: 1_000), rig.timed(), in: other)
        other.handOver(rival)
        let left = job.work
        while rival.work > 80_000_000 || rival.work == 0 { #expect(worker.step() == .goOn) }
        #expect(left - job.work > 10_000_000)
        #expect(rig.run(worker) == .park)
    }

    @Test func `a caller leaves where there is no CPU for it, and a committed one and a worker do not`() {
        for visitor in [Visit.Visitor.caller, .committedCaller, .worker] {
            let rig = EngineRig(workers: 2, cpus: 2)
            let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
            let lane = rig.lane(cost: 1_000)
            let job = rig.batch(Array(repeating: 1_000, count: 10_000), rig.timed(), in: lane)
            lane.handOver(job)
            #expect(rig.queue.admit(job.ticket, mustHelp: false))
            // It replaces the second worker; another batch wakes that, and three are at work on two CPUs.
            let other = rig.batch([1], rig.timed(), in: lane)
            lane.handOver(other)
            for worker in workers { #expect(worker.step() == .goOn) }
            var visit = rig.visit(job, by: visitor)
            var isCaller = false
            if case .caller = visitor { isCaller = true }
            #expect(visit.ending == (isCaller ? .recalled : .exhausted))
            #expect(job.hasUnclaimed == isCaller)
            job.leave(&visit)
            rig.queue.endHelp(visit)
            for worker in workers { #expect(rig.run(worker) == .park) }
            #expect(job.isDone && other.isDone)
        }
    }

    /// Which workers were unparked since this was asked last.
    private func unparked(_ rig: EngineRig) -> [WorkerID] {
        rig.parkers.indices.filter { rig.parkers[$0].parkIfUnparked() }
    }
}
