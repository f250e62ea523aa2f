import Testing

@testable import WorkerPool

/// One gate for what comes of a batch: its results, or why there are none.
@Suite("How a batch ends")
struct JobEndingTests {
    private let rig = EngineRig(workers: 1)

    @Test func `ended while nobody is inside it is over at once, and nothing of it is decoded`() {
        let payloads = Census()
        let job = rig.batch((0..<10).map { _ in Resident(of: payloads) }, Meeting(), in: rig.lane())
        job.end(.cancelled)
        #expect(job.isDone && !job.enter() && !job.hasUnclaimed)
        #expect(payloads.living == 0)
        #expect(throws: WorkerPool.RetrievalError.cancelled) { try job.answer() }
    }

    @Test func `ended while somebody is inside it is done at once, and over when that one leaves`() {
        let outputs = Census()
        let job = rig.batch(Array(repeating: 1_000, count: 1_000), Making(rig: rig, census: outputs), in: rig.lane())
        var visit = rig.visit(job, slices: 3)
        let born = outputs.born
        #expect(born > 0 && born < 1_000)
        job.end(.cancelled)
        #expect(job.isDone && !job.hasUnclaimed)
        #expect(throws: WorkerPool.RetrievalError.cancelled) { try job.answer() }
        var workspace: Workspace?
        rig.decode(job, &visit, in: &workspace)
        #expect(outputs.born == born, "nothing more is begun")
        #expect(outputs.living == born)
        job.leave(&visit)
        #expect(visit.isCompletion && visit.ending == .exhausted)
        #expect(outputs.living == 0, "what was decoded is freed")
        job.publish()
        #expect(throws: WorkerPool.RetrievalError.cancelled) { try job.answer() }
    }

    @Test func `ended by the thread that decodes it, the slice is finished and no other begun`() {
        let log = Log<UInt64>()
        let job = Shared<Job?>(nil)
        let decoder = rig.timed { number in
            log.append(number)
            if number == 20 { job.value?.end(.cancelled) }
        }
        let batch = rig.batch(Array(0..<1_000), decoder, in: rig.lane(cost: 10_000))
        job.value = batch
        var visit = rig.visit(batch)
        #expect(log.all == Array(0..<UInt64(visit.payloads)))
        #expect(visit.payloads > 20 && visit.payloads < 100)
        batch.leave(&visit)
        #expect(visit.isCompletion && batch.isDone)
        job.value = nil
    }

    @Test func `of several ends the first counts`() {
        for first in [Job.Outcome.cancelled, .shutDown] {
            let job = rig.batch([1, 2], rig.timed(), in: rig.lane())
            let visit = rig.visit(job, slices: 0)
            job.end(first)
            job.end(first == .cancelled ? .shutDown : .cancelled)
            let wanted: WorkerPool.RetrievalError = first == .cancelled ? .cancelled : .shutDown
            #expect(throws: wanted) { try job.answer() }
            var last = visit
            job.leave(&last)
            #expect(last.isCompletion)
            job.end(.cancelled)
            #expect(throws: wanted) { try job.answer() }
        }
    }

    @Test func `an end between the last result and its publication comes too late`() throws {
        let job = rig.batch([1, 2], rig.timed(), in: rig.lane())
        var visit = rig.visit(job)
        job.leave(&visit)
        job.cancel()
        #expect(!job.isDone)
        job.publish()
        #expect(try job.answer() == [.success(1), .success(2)])
        job.cancel()
        #expect(try job.answer().count == 2)
    }

    @Test func `an end after the last claim and before its result counts`() {
        let job = rig.batch([1, 2], rig.timed(), in: rig.lane())
        var visit = rig.visit(job)
        #expect(!job.hasUnclaimed)
        job.cancel()
        #expect(job.isDone)
        job.leave(&visit)
        #expect(visit.isCompletion)
        #expect(throws: WorkerPool.RetrievalError.cancelled) { try job.answer() }
    }

    @Test func `an end frees what was decoded in place before`() {
        let outputs = Census()
        let decoded: [Result<Resident, Never>] = (0..<2).map { _ in .success(Resident(of: outputs)) }
        let job = rig.batch([1, 2, 3], Making(rig: rig, census: outputs), in: rig.lane(), decoded: decoded)
        job.end(.shutDown)
        #expect(job.isDone && outputs.born == 2)
        #expect(!job.hasBuffer)
    }

    /// Or else a pool that shuts down waits for it for ever.
    @Test func `the pool hears of an end once, whoever was the last inside`() {
        for isInside in [false, true] {
            let rig = EngineRig(workers: 1)
            let worker = rig.parkedWorker(0)
            let lane = rig.lane()
            let job = rig.batch([1, 2, 3], rig.timed(), in: lane)
            lane.handOver(job)
            if isInside { #expect(worker.step() == .goOn) }
            job.cancel()
            job.cancel()
            rig.queue.shutDown()
            #expect(!rig.queue.match())
            #expect(rig.run(worker) == .stop)
            #expect(rig.queue.match(), "nothing is incomplete")
        }
    }

    @Test func `what a pool that is shut down does not accept ends, and leaves nothing inside`() {
        let rig = EngineRig(workers: 1)
        let lane = rig.lane()
        rig.queue.shutDown()
        let job = rig.batch([1, 2, 3], rig.timed(), in: lane)
        lane.handOver(job)
        #expect(job.isDone && !job.enter() && job.ticket == .none)
        #expect(throws: WorkerPool.RetrievalError.shutDown) { try job.answer() }
    }

    @Test(.timeLimit(.minutes(5)))
    func `of a cancel and the last result at the same moment one counts`() async throws {
        try await onThread {
            for _ in 0..<300 {
                let outputs = Census()
                let rig = EngineRig(workers: 1)
                let job = rig.batch([1, 1], Making(rig: rig, census: outputs), in: rig.lane())
                _ = onThreads(2) { index in
                    guard index == 0 else { return job.cancel() }
                    guard job.enter() else { return }
                    var visit = Visit(by: .worker, of: job.ticket, at: 0)
                    var workspace: Workspace?
                    rig.decode(job, &visit, in: &workspace)
                    job.leave(&visit)
                    job.publish()
                }
                #expect(job.isDone)
                let count = (try? job.answer())?.count
                #expect(count == nil || count == 2)
                #expect(outputs.living == count ?? 0)
            }
        }
    }

    private struct Meeting: WorkerPool.Decoder {
        func decode(_ payload: Resident) -> Int { 1 }
    }

    private struct Making: WorkerPool.Decoder {
        let rig: EngineRig
        let census: Census

        func decode(_ nanoseconds: UInt64) -> Resident {
            rig.time.pass(nanoseconds)
            return Resident(of: census)
        }
    }
}
