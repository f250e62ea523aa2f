import Foundation
import Testing

@testable import WorkerPool

/// That a caller whose workers are stuck looks up and decodes is told in `Behaviour`, since it takes real time.
@Suite("A caller that blocks", .timeLimit(.minutes(5)))
struct HelpingCallerTests {
    @Test func `it decodes its batch at once while there is a CPU for it`() async throws {
        try await onThread {
            let rig = EngineRig(workers: 2)
            let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
            let lane = rig.lane()
            let workspaces = Census()
            let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 10, workspaces: workspaces)
            let job = rig.batch([1, 2, 3], decoder, in: lane)
            lane.handOver(job)
            job.block()
            let results = try job.answer()
            #expect(results == [.success(1), .success(2), .success(3)])
            #expect(workspaces.born == 1 && workspaces.living == 0, "its workspace ends with the call")
            rig.queue.machine.checkInvariants()
            rig.runCalled(workers)
            rig.queue.shutDown()
            rig.runCalled(workers)
            #expect(rig.queue.match(), "the pool has heard that the batch is over")
        }
    }

    @Test func `it comes back to a batch that turned out to be worth more threads`() async throws {
        try await onThread {
            let rig = EngineRig(workers: 4)
            let workers = (0..<4).map { rig.parkedWorker($0) }
            let lane = rig.lane(cost: 10)
            let job = rig.batch(Array(repeating: 20_000, count: 100), rig.timed(), in: lane)
            lane.handOver(job)
            _ = rig.parkers.map { $0.parkIfUnparked() }
            job.block()
            #expect(job.isDone && job.handsWanted == 4)
            #expect(rig.parkers.contains { $0.parkIfUnparked() }, "more were called")
            withExtendedLifetime(workers) {}
        }
    }

    @Test func `a batch that is over is not touched`() async throws {
        try await onThread {
            let rig = EngineRig()
            let lane = rig.lane()
            let job = rig.batch([1, 2, 3], rig.timed { _ in Issue.record("it is decoded") }, in: lane)
            lane.handOver(job)
            job.cancel()
            job.block()
        }
    }

    @Test func `where it may not help it leaves all to the workers`() async throws {
        try await onThread {
            let rig = EngineRig(workers: 2, cpus: 4, retrieveHelps: false)
            let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
            let lane = rig.lane(isPlain: true)
            let threads = Log<ThreadID>()
            let job = rig.batch(Array(repeating: 1, count: 100), rig.timed { _ in threads.append(.current) }, in: lane)
            lane.handOver(job)
            #expect(workers[1].step() == .goOn)
            let isBack = Tally()
            Foundation.Thread.detachNewThread {
                job.block()
                isBack.add()
            }
            rig.parkers[0].park()  // who comes to wait has the second worker called
            #expect(rig.run(workers[1]) == .park)
            isBack.wait(for: 1)
            #expect(Set(threads.all) == [ThreadID.current])
        }
    }

    /// It looks in for a moment, and may be the last one out.
    @Test func `a caller that comes at the moment when the batch ends is answered`() async throws {
        try await onThread {
            for _ in 0..<1_000 {
                let rig = EngineRig(workers: 1, cpus: 1, retrieveHelps: false)
                let lane = rig.lane()
                let job = rig.batch([1], rig.timed(), in: lane)
                lane.handOver(job)
                _ = onThreads(2) { index in
                    if index == 0 { return job.block() }
                    rig.run(Worker(id: 0, parker: rig.parkers[0], queue: rig.queue))
                }
                #expect(job.isDone)
            }
        }
    }

    @Test func `but the threads of pools may always help, lest two pools wait for each other`() async throws {
        try await onThread {
            let rig = EngineRig(workers: 2, retrieveHelps: false)
            for pool in [rig.queue, EngineRig().queue] {
                let workers = pool === rig.queue ? [] : (0..<2).map { rig.parkedWorker($0) }
                let lane = rig.lane()
                let job = rig.batch([1, 2, 3], rig.timed(), in: lane)
                lane.handOver(job)
                PoolMark.mark(pool) { job.block() }
                #expect(job.isDone)
                withExtendedLifetime(workers) {}
            }
        }
    }

    /// Or else its end would wait for the pool's.
    @Test func `it is at work for the pool while it decodes, and no longer`() async throws {
        try await onThread {
            let rig = EngineRig(workers: 2)
            let workers = [rig.parkedWorker(0), rig.parkedWorker(1)]
            let lane = rig.lane()
            let isMarked = Log<Bool>()
            let job = rig.batch([1], rig.timed { _ in isMarked.append(PoolMark.isMarked(rig.queue)) }, in: lane)
            lane.handOver(job)
            job.block()
            #expect(isMarked.all == [true])
            #expect(!PoolMark.isMarked)
            withExtendedLifetime(workers) {}
        }
    }
}
