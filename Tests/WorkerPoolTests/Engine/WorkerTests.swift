import Testing

@testable import WorkerPool

@Suite("A worker's steps")
struct WorkerTests {
    @Test func `a step is an announcement or a slice`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let lane = rig.lane(cost: 100_000)
        let job = rig.batch([100_000, 100_000], rig.timed(), in: lane)
        lane.handOver(job)
        #expect(rig.parkers[0].parkIfUnparked())
        #expect(worker.step() == .goOn)
        #expect(job.work == 200_000, "it has come")
        #expect(worker.step() == .goOn)
        #expect(job.work == 100_000)
        #expect(worker.step() == .goOn)
        #expect(job.work == 0 && !job.isDone)
        #expect(worker.step() == .park)
        #expect(job.isDone)
    }

    @Test func `results are out when the worker has announced itself`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let lane = rig.lane()
        let jobs = (0..<2).map { _ in rig.batch([1], rig.timed(), in: lane) }
        for job in jobs { lane.handOver(job) }
        while jobs[0].hasUnclaimed { #expect(worker.step() == .goOn) }
        #expect(jobs.map(\.isDone) == [false, false])
        #expect(worker.step() == .goOn, "it has the second batch now")
        #expect(jobs.map(\.isDone) == [true, false])
        #expect(rig.run(worker) == .park)
    }

    /// Who has the results and dispatches the next batch then finds a worker that is free.
    @Test func `it announces itself before it lets them out`() async {
        let isOver = Log<Bool>()
        let task = {
            let rig = EngineRig(workers: 1)
            let worker = rig.parkedWorker(0)
            let lane = rig.lane()
            let job = rig.batch([1], rig.timed(), in: lane)
            lane.handOver(job)
            rig.queue.shutDown()
            // Its waiter is resumed where the results are let out. The last batch of a pool that is shut down is the
            // last thing that its worker announces.
            let task = Task(executorPreference: InPlaceExecutor { isOver.append(rig.queue.machine.isOver) }) {
                await job.wait()
            }
            #expect(isOver.all == [false], "it waits")
            #expect(rig.run(worker) == .stop)
            return task
        }()
        #expect(isOver.all == [false, true])
        await task.value
    }

    @Test func `a worker that comes to a batch that is over leaves it alone`() {
        for isCancelled in [false, true] {
            let rig = EngineRig(workers: 2)
            let worker = rig.parkedWorker(0)
            let workspaces = Census()
            let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 1, workspaces: workspaces)
            let lane = rig.lane()
            let job = rig.batch([1, 2, 3], decoder, in: lane)
            lane.handOver(job)
            // Granted to two workers; the second is slow to come.
            let late = rig.queue.announce(1, after: nil)
            guard case .decode(let granted, let ticket) = late.next else {
                Issue.record("it is worth two threads")
                return
            }
            if isCancelled { job.cancel() }
            #expect(rig.run(worker) == .park)
            #expect(job.isDone)
            #expect(granted === job && !granted.enter())
            let visit = Visit(by: .worker, of: ticket, at: rig.queue.clock.now())
            guard case .park = rig.queue.announce(1, after: visit).next else {
                Issue.record("there is nothing to do")
                return
            }
            rig.queue.machine.checkInvariants()
            #expect(workspaces.living == (isCancelled ? 0 : 1), "its lane's")
        }
    }

    @Test func `a worker keeps one workspace of a lane, whatever it decodes in between`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let censuses = [Census(), Census()]
        let lanes = [rig.lane(), rig.lane()]
        for round in 0..<10 {
            let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 1, workspaces: censuses[round % 2])
            lanes[round % 2].handOver(rig.batch([1, 2, 3], decoder, in: lanes[round % 2]))
            #expect(rig.run(worker) == .park)
        }
        #expect(censuses.map(\.born) == [1, 1] && censuses.map(\.living) == [1, 1])
    }

    @Test func `it lets go of it when the lane is gone, although it is parked then`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let workspaces = Census()
        let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 1, workspaces: workspaces)
        var lane: LaneState? = rig.lane()
        if let lane { lane.handOver(rig.batch([1, 2, 3], decoder, in: lane)) }
        #expect(rig.run(worker) == .park)
        _ = rig.parkers[0].parkIfUnparked()
        #expect(workspaces.living == 1)
        lane = nil
        #expect(rig.queue.coordinator.parkIfUnparked())
        rig.queue.match()
        #expect(rig.parkers[0].parkIfUnparked())
        #expect(worker.step() == .park)
        #expect(workspaces.living == 0)
    }

    @Test func `the workspace of a plain batch is gone before its results are out`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let (workspaces, wereOut) = (Census(), Log<Bool>())
        let job = Shared<Job?>(nil)
        let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 1, workspaces: workspaces) {
            wereOut.append(job.value?.isDone ?? true)
        }
        let plain = rig.lane(isPlain: true)
        let batch = rig.batch([1, 2, 3], decoder, in: plain)
        job.value = batch
        plain.handOver(batch)
        #expect(rig.run(worker) == .park)
        #expect(batch.isDone && workspaces.born == 1)
        #expect(wereOut.all == [false])
    }

    @Test func `a worker that is called away keeps a plain batch's workspace until it comes back`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let workspaces = Census()
        let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 1, workspaces: workspaces)
        let (plain, lane) = (rig.lane(isPlain: true), rig.lane())
        let long = rig.batch(Array(repeating: 100_000, count: 100), decoder, in: plain)
        plain.handOver(long)
        for _ in 0..<3 { #expect(worker.step() == .goOn) }
        let small = rig.batch([1], rig.timed(), in: lane)
        lane.handOver(small)
        while !small.isDone { #expect(worker.step() == .goOn) }
        #expect(!long.isDone && workspaces.living == 1)
        #expect(rig.run(worker) == .park)
        #expect(long.isDone)
        #expect(workspaces.born == 1 && workspaces.living == 0)
    }

    @Test func `and lets go of it when others have completed the batch meanwhile`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let workspaces = Census()
        let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 1, workspaces: workspaces)
        let (plain, lane) = (rig.lane(isPlain: true), rig.lane())
        let long = rig.batch(Array(repeating: 100_000, count: 100), decoder, in: plain)
        plain.handOver(long)
        for _ in 0..<3 { #expect(worker.step() == .goOn) }
        let begun = Log<UInt64>()
        lane.handOver(rig.batch([1, 2, 3], rig.timed { begun.append($0) }, in: lane))
        while begun.all == [] { #expect(worker.step() == .goOn) }
        var visit = rig.visit(long, by: .committedCaller)
        long.leave(&visit)
        #expect(visit.isCompletion)
        #expect(workspaces.born == 2 && workspaces.living == 1, "the worker's")
        #expect(rig.run(worker) == .park)
        #expect(workspaces.living == 0)
    }

    @Test func `a worker stops when the pool is shut down and everything is decoded`() {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let lane = rig.lane()
        let job = rig.batch([1, 2, 3], rig.timed(), in: lane)
        lane.handOver(job)
        rig.queue.shutDown()
        #expect(!rig.queue.match())
        #expect(rig.run(worker) == .stop)
        #expect(job.isDone)
        #expect(rig.queue.match())
    }
}
