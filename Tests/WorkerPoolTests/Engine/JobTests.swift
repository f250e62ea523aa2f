import Testing

@testable import WorkerPool

/// Who may touch what of a batch, and when it is over.
@Suite("A batch and those inside")
struct JobTests {
    private let rig = EngineRig(workers: 2)

    @Test func `a batch can be entered until it is over, and never again`() {
        let job = rig.batch([1, 1], rig.timed(), in: rig.lane())
        #expect(job.enter())
        #expect(job.enter(), "by others too")
        leave(job)
        leave(job)
        #expect(!job.isDone, "nobody has decoded it")
        leave(job, rig.visit(job))
        #expect(!job.enter())
    }

    @Test func `a visitor decodes what it finds, and takes the time that the payloads take`() throws {
        let job = rig.batch((1...100).map { 10 * $0 }, rig.timed(), in: rig.lane())
        var visit = rig.visit(job)
        #expect(visit.payloads == 100)
        #expect(visit.nanoseconds == 50_500)
        #expect(visit.ending == .exhausted)
        job.leave(&visit)
        #expect(visit.isCompletion)
        #expect(try job.answer() == (1...100).map { .success(10 * $0) })
    }

    @Test func `threads that take turns claim each payload once`() throws {
        let log = Log<UInt64>()
        let payloads = (0..<1_000).map { UInt64(1_000 + $0) }
        let job = rig.batch(payloads, rig.timed { log.append($0) }, in: rig.lane())
        var visits = (0..<3).map { _ in rig.visit(job, slices: 0) }
        var workspace: Workspace?
        while job.hasUnclaimed {
            for index in visits.indices { rig.decode(job, &visits[index], in: &workspace, slices: 1) }
        }
        let completions = visits.indices.map { leave(job, visits[$0]).isCompletion }
        #expect(completions == [false, false, true])
        #expect(log.all.sorted() == payloads)
        #expect(try job.answer() == payloads.map { .success($0) })
    }

    /// The lane has no cost, so that the first claims are of single payloads and all threads have some.
    @Test(.timeLimit(.minutes(5)))
    func `threads that come at once claim each payload once, and one of them completes`() async throws {
        try await onThread {
            for count in [1, 2, 3, 50, 3_000] {
                let rig = EngineRig(workers: 4)
                let log = Log<UInt64>()
                let payloads = (0..<count).map { UInt64($0) }
                let job = rig.batch(payloads, rig.timed { log.append($0) }, in: rig.lane())
                let isCompletion = onThreads(4) { _ in
                    var visit = Visit(by: .worker, of: job.ticket, at: 0)
                    var workspace: Workspace?
                    guard job.enter() else { return false }
                    rig.decode(job, &visit, in: &workspace)
                    job.leave(&visit)
                    return visit.isCompletion
                }
                #expect(isCompletion.count { $0 } == 1)
                #expect(log.all.sorted() == payloads)
                let results = try job.answer()
                #expect(results == payloads.map { .success($0) })
            }
        }
    }

    @Test func `the last one out completes it, though it has decoded nothing`() {
        let job = rig.batch([1, 2, 3], rig.timed(), in: rig.lane())
        let idle = rig.visit(job, slices: 0)
        #expect(!leave(job, rig.visit(job)).isCompletion)
        #expect(job.enter(), "somebody is inside still")
        leave(job)
        #expect(leave(job, idle).isCompletion)
    }

    @Test func `a completed batch is done when it is published`() throws {
        let job = rig.batch([1, 2, 3], rig.timed(), in: rig.lane())
        #expect(leave(job, rig.visit(job)).isCompletion)
        #expect(!job.isDone)
        job.publish()
        #expect(job.isDone)
    }

    @Test func `a batch that was decoded in place in part begins where that ended`() throws {
        let log = Log<UInt64>()
        let decoded: [Result<UInt64, Never>] = [.success(10), .success(11)]
        let job = rig.batch([1, 2, 3, 4], rig.timed { log.append($0) }, in: rig.lane(), decoded: decoded)
        leave(job, rig.visit(job))
        #expect(log.all == [3, 4])
        #expect(try job.answer() == [.success(10), .success(11), .success(3), .success(4)])
    }

    @Test func `whoever completes it lets go of payloads, decoder and lane`() {
        let payloads = Census()
        let decoders = Census()
        weak var lane: LaneState?
        let job = {
            let state = rig.lane()
            lane = state
            let decoder = Holding(resident: Resident(of: decoders))
            return rig.batch((0..<10).map { _ in Resident(of: payloads) }, decoder, in: state)
        }()
        let visit = rig.visit(job)
        #expect(payloads.living == 10 && decoders.living == 1 && lane != nil)
        leave(job, visit)
        #expect(payloads.living == 0 && decoders.living == 0 && lane == nil)
    }

    /// If two make it at once, one of the two is discarded.
    @Test func `a thread that is slow to find nothing leaves no buffer behind`() {
        let job = rig.batch([1, 2], rig.timed(), in: rig.lane())
        let slow = rig.visit(job, slices: 0)
        leave(job, rig.visit(job))
        unsafe job.resultBuffer().initialize(to: .success(1))
        #expect(leave(job, slow).isCompletion)
        #expect(!job.hasBuffer)
    }

    @Test func `what a payload took in a process that was stopped for hours is a number still`() {
        let job = rig.batch(Array(repeating: 1, count: 1_000_000), rig.timed(), in: rig.lane(cost: 20_000e9))
        #expect(job.work == 86_400_000_000_000)
    }

    @Test func `a lane learns from a completed batch what its payloads cost, and a visitor from each slice`() {
        let lane = rig.lane()
        let job = rig.batch(Array(repeating: 700, count: 10), rig.timed(), in: lane)
        let visit = rig.visit(job, slices: 1)
        #expect(job.work == 9 * 700)
        #expect(lane.payloadCost.nanoseconds == nil)
        leave(job, visit)
        leave(job, rig.visit(job))
        #expect(lane.payloadCost.nanoseconds == 700)
    }

    @Test func `the making of a workspace is not learned as the payloads' cost`() {
        let lane = rig.lane()
        let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 50_000, workspaces: Census())
        let job = rig.batch([100, 100, 100], decoder, in: lane)
        let visit = rig.visit(job)
        #expect(visit.nanoseconds == 300)
        leave(job, visit)
        #expect(lane.payloadCost.nanoseconds == 100)
        #expect(lane.workspaceCost.nanoseconds == 50_000)
    }

    @Test func `a visitor makes one workspace, and none where nothing is left to decode`() {
        let workspaces = Census()
        let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 1, workspaces: workspaces)
        let job = rig.batch(Array(repeating: 100, count: 1_000), decoder, in: rig.lane())
        leave(job, rig.visit(job, slices: 1))
        #expect(workspaces.born == 1)
        var workspace: Workspace?
        var visit = rig.visit(job, slices: 0)
        let late = rig.visit(job, slices: 0)
        rig.decode(job, &visit, in: &workspace)
        #expect(workspaces.born == 2)
        leave(job, visit)
        var none: Workspace?
        var last = late
        rig.decode(job, &last, in: &none)
        #expect(none == nil && workspaces.born == 2)
        leave(job, last)
    }

    @discardableResult
    private func leave(_ job: Job, _ visit: Visit? = nil) -> Visit {
        var visit = visit ?? Visit(by: .worker, of: job.ticket, at: rig.queue.clock.now())
        job.leave(&visit)
        return visit
    }

    private struct Holding: WorkerPool.Decoder {
        let resident: Resident
        func decode(_ payload: Resident) -> Int { 1 }
    }
}
