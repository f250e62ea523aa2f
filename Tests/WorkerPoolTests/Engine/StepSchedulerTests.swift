import TestSupport
import Testing

@testable import WorkerPool

@Suite("A pool without threads, in virtual time", .timeLimit(.minutes(5)))
struct StepSchedulerTests {
    @Test func `whatever producers and decoders do, every future completes as it should, and nothing is left`() {
        Seeds.each(150) { seed in
            weak var queue: WorkQueue?
            weak var pool: SimulatedPool?
            do {
                let simulated = SimulatedPool(seed: seed)
                (queue, pool) = (simulated.rig.queue, simulated)
                try simulated.run()
                for batch in simulated.batches {
                    try batch.check()
                    batch.future = nil
                    try require(batch.job == nil, "the job of \(batch.id) is left")
                }
                try require(simulated.lives.living == 0, "\(simulated.lives.living) objects are left")
            }
            try require(queue == nil && pool == nil, "the queue is left")
        }
    }

    @Test func `the same seed gives the same steps, and another one others`() throws {
        func trace(_ seed: UInt64) throws -> [String] {
            let pool = SimulatedPool(seed: seed)
            try pool.run()
            return pool.scheduler.trace
        }
        let seed = UInt64.random(in: 0..<1 << 48)
        let traces = try [trace(seed), trace(seed), trace(seed + 1)]
        #expect(traces[0] == traces[1], "seed \(seed)")
        #expect(traces[0] != traces[2], "seed \(seed)")
    }

    @Test func `workers decode at the same time`() throws {
        for workers in 1...4 {
            let rig = EngineRig(workers: workers)
            let scheduler = StepScheduler(seed: 1, time: rig.time, isBusy: false)
            for id in 0..<workers { scheduler.add("\(id)", SteppedWorker(id, of: rig)) }
            scheduler.add("coordinator", SteppedCoordinator(queue: rig.queue), isParked: true)
            let lane = rig.lane()
            let job = rig.batch(Array(repeating: 100_000, count: 4_000), rig.timed(), in: lane)
            lane.handOver(job)
            var end: UInt64 = 0
            try scheduler.run { if end == 0 && job.isDone { end = rig.time.now } }
            let share = UInt64(400_000_000 / workers)
            #expect((share..<share + share / 20) ~= end, "\(workers): \(end)")
        }
    }
}
