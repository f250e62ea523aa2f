import Testing

@testable import WorkerPool

@Suite("Decoding in place")
struct InPlaceTests {
    private let rig = EngineRig()

    @Test(arguments: [(0, 1), (1, 17), (16, 17), (17, 33), (39, 40)])
    func `the clock is looked at after the first payload and every sixteenth from there`(dear: Int, decoded: Int) {
        var payloads = [UInt64](repeating: 1, count: 40)
        payloads[dear] = 1_000
        let (results, nanoseconds) = Loop.decodeInPlace(
            payloads,
            by: rig.timed(),
            within: 500,
            clock: rig.queue.clock
        )
        #expect(results == payloads.prefix(decoded).map { .success($0) })
        #expect(nanoseconds == payloads.prefix(decoded).reduce(0, +))
    }

    @Test func `without a limit no time is taken`() {
        let (results, nanoseconds) = Loop.decodeInPlace(
            [1_000, 2_000],
            by: rig.timed(),
            within: .max,
            clock: rig.queue.clock
        )
        #expect(results.count == 2 && nanoseconds == 0)
    }

    @Test func `a workspace is made for the batch, counts as its time, and is gone with it`() {
        let workspaces = Census()
        let decoder = TimedInWorkspace(time: rig.time, workspaceCost: 300, workspaces: workspaces)
        let (results, nanoseconds) = Loop.decodeInPlace([1, 2], by: decoder, within: 500, clock: rig.queue.clock)
        #expect(results.count == 2 && nanoseconds == 303)
        #expect(workspaces.born == 1 && workspaces.living == 0)
    }

    @Test(arguments: [false, true])
    func `a batch that is as cheap as expected is done when its dispatch returns`(isAwaited: Bool) throws {
        let lane = self.lane(cost: 100)
        let future = lane.dispatch([100, 110, 120], isAwaited: isAwaited)
        guard case .results(let results) = future.answer else {
            Issue.record("it is handed over")
            return
        }
        #expect(results == [.success(100), .success(110), .success(120)])
        #expect(lane.state.payloadCost.nanoseconds == 105)
    }

    @Test func `of one that turns out dearer the rest is handed over, and nothing is decoded twice`() throws {
        let rig = EngineRig(workers: 1)
        let worker = rig.parkedWorker(0)
        let log = Log<UInt64>()
        let lane = self.lane(of: rig, cost: 10) { log.append($0) }
        let payloads = (0..<20).map { 100_000 + UInt64($0) }
        let future = lane.dispatch(payloads, isAwaited: false)
        #expect(!future.isDone)
        #expect(log.all == [100_000])
        #expect(rig.run(worker) == .park)
        #expect(log.all == payloads)
        guard case .handedOver(let job) = future.answer else {
            Issue.record("it is not handed over")
            return
        }
        #expect(try job.answer() == payloads.map { .success($0) })
    }

    @Test func `a batch that is expected to be dear is handed over whole`() {
        let log = Log<UInt64>()
        let lane = self.lane(of: rig, cost: 60_000) { log.append($0) }
        #expect(!lane.dispatch([1], isAwaited: true).isDone)
        #expect(log.all == [])
    }

    @Test(arguments: [(30, true), (51, false)])
    func `a call that waits decodes in place what is worth a single thread`(count: Int, isInPlace: Bool) async {
        let lane = self.lane(cost: 1_000)
        let answers = Log<Int?>()
        // Runs on this thread, until it is done or suspends.
        let task = Task(executorPreference: InPlaceExecutor()) {
            answers.append(try? await lane.decode(Array(repeating: 1_000, count: count)).count)
        }
        #expect(answers.all == (isInPlace ? [count] : []))
        task.cancel()
        await task.value
        #expect(answers.all == [isInPlace ? count : nil])
    }

    @Test func `a loop of calls that wait lets others run now and then`() async throws {
        let lane = self.lane(cost: 1_000)
        let resumptions = Tally()
        let batches = 2 * Policy.longestWithoutSuspension / 10_000
        let task = Task(executorPreference: InPlaceExecutor { resumptions.add() }) {
            for _ in 0..<batches { _ = try await lane.decode(Array(repeating: 1_000, count: 10)) }
        }
        try await task.value
        #expect(resumptions.value == 3, "its start, and twice the longest time without a suspension")
    }

    @Test func `an empty batch is done, and refused when the pool is shut down`() {
        let lane = self.lane(cost: nil)
        #expect(lane.dispatch([], isAwaited: true).isDone)
        rig.queue.shutDown()
        guard case .refused(.shutDown) = lane.dispatch([], isAwaited: true).answer else {
            Issue.record("it is not refused")
            return
        }
    }

    private func lane(cost: Double?) -> WorkerPool.Lane<UInt64, UInt64, Never> { lane(of: rig, cost: cost) { _ in } }

    private func lane(
        of rig: EngineRig,
        cost: Double?,
        _ note: @escaping @Sendable (UInt64) -> Void
    ) -> WorkerPool.Lane<UInt64, UInt64, Never> {
        WorkerPool.Lane("", rig.lane(cost: cost), LaneDecoder(rig.timed(note)))
    }
}
