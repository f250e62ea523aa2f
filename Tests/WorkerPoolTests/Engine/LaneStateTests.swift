import Testing

@testable import WorkerPool

@Suite("What a lane knows, and what it does with it")
struct LaneStateTests {
    private let rig = EngineRig()

    // MARK: In place or not

    @Test func `before anything was measured every batch is handed over`() {
        let lane = rig.lane()
        #expect(lane.budgetInPlace(1, isAwaited: true) == 0)
        #expect(lane.budgetInPlace(1, isAwaited: false) == 0)
    }

    @Test func `a batch that is cheaper than a wake-up is decoded in place, for twice the time at most`() {
        let lane = rig.lane(cost: 100)
        #expect(lane.budgetInPlace(70, isAwaited: false) == UInt64(2 * Policy.wakeUp))
        #expect(lane.budgetInPlace(71, isAwaited: false) == 0)
        #expect(lane.budgetInPlace(1, isAwaited: false) == 200)
    }

    @Test func `if its caller waits, one that is worth a single thread is`() {
        let lane = rig.lane(cost: 100)
        #expect(lane.budgetInPlace(500, isAwaited: true) == UInt64(2 * Policy.worthAHand))
        #expect(lane.budgetInPlace(501, isAwaited: true) == 0)
    }

    @Test func `a workspace counts, since a batch in place makes one of its own`() {
        let lane = rig.lane(cost: 100)
        lane.workspaceCost.set(6_500)
        #expect(lane.budgetInPlace(5, isAwaited: false) == UInt64(2 * Policy.wakeUp))
        #expect(lane.budgetInPlace(6, isAwaited: false) == 0)
        #expect(lane.budgetInPlace(435, isAwaited: true) == UInt64(2 * Policy.worthAHand))
        #expect(lane.budgetInPlace(436, isAwaited: true) == 0)
    }

    @Test func `a batch of less than the least number is decoded in place, whatever it costs`() {
        var settings = WorkerPool.LaneSettings()
        settings.minPayloads = 3
        for decodesInPlace in [true, false] {
            settings.decodesInPlace = decodesInPlace
            for lane in [rig.lane(settings), rig.lane(cost: 1e9, settings)] {
                #expect(lane.budgetInPlace(2, isAwaited: false) == .max)
                #expect(lane.budgetInPlace(3, isAwaited: false) == 0)
            }
        }
    }

    @Test func `a lane that is told so never decodes in place, however cheap its payloads`() {
        var settings = WorkerPool.LaneSettings()
        settings.decodesInPlace = false
        let lane = rig.lane(cost: 1, settings)
        for isAwaited in [true, false] { #expect(lane.budgetInPlace(1, isAwaited: isAwaited) == 0) }
    }

    @Test func `a pool that is shut down takes nothing, not even in place`() {
        let lane = rig.lane(cost: 1)
        rig.queue.shutDown()
        #expect(lane.budgetInPlace(1, isAwaited: true) == nil)
    }

    // MARK: Learning

    @Test func `the first batch is believed, dearer ones fast and cheaper ones slowly`() {
        let lane = rig.lane()
        lane.learn(nanoseconds: 10_000, payloads: 10)
        #expect(lane.payloadCost.nanoseconds == 1_000)
        lane.learn(nanoseconds: 2_000, payloads: 1)
        #expect(lane.payloadCost.nanoseconds == 1_500)
        lane.learn(nanoseconds: 700, payloads: 1)
        #expect(lane.payloadCost.nanoseconds == 1_400)
    }

    @Test func `one batch counts for four times the estimate at most, since its thread may have lost its CPU`() {
        let lane = rig.lane(cost: 1_000)
        lane.learn(nanoseconds: 4_000_000, payloads: 1)
        #expect(lane.payloadCost.nanoseconds == 2_500)
        #expect(lane.budgetInPlace(1, isAwaited: false) ?? 0 > 0)
        lane.learn(nanoseconds: 4_000_000, payloads: 1)
        lane.learn(nanoseconds: 4_000_000, payloads: 1)
        #expect(lane.budgetInPlace(1, isAwaited: false) == 0, "if it goes on so they are dear")
        for _ in 0..<40 { lane.learn(nanoseconds: 1_000, payloads: 1) }
        #expect(lane.budgetInPlace(1, isAwaited: false) ?? 0 > 0, "a lane that was dear can become cheap again")
    }

    @Test func `nothing is learned of a batch without payloads or time, nor of plain dispatches`() {
        let lane = rig.lane()
        lane.learn(nanoseconds: 1_000, payloads: 0)
        lane.learn(nanoseconds: 0, payloads: 5)
        #expect(lane.payloadCost.nanoseconds == nil)
        let plain = rig.lane(isPlain: true)
        plain.learn(nanoseconds: 1_000, payloads: 10)
        #expect(plain.payloadCost.nanoseconds == nil)
    }

    @Test func `of a cancelled batch only what was decoded counts`() {
        let lane = rig.lane()
        let job = rig.batch(Array(repeating: 700, count: 1_000), rig.timed(), in: lane)
        var visit = rig.visit(job, slices: 3)
        job.cancel()
        job.leave(&visit)
        #expect(visit.isCompletion)
        #expect(lane.payloadCost.nanoseconds == 700)
    }

    @Test func `a workspace made in place is none of the payloads' cost`() {
        let lane = rig.lane()
        lane.workspaceCost.set(3_000)
        lane.learn(inPlace: 8_000, payloads: 5)
        #expect(lane.payloadCost.nanoseconds == 1_000)
        let cheaper = rig.lane()
        cheaper.workspaceCost.set(3_000)
        cheaper.learn(inPlace: 2_000, payloads: 1)
        #expect(cheaper.payloadCost.nanoseconds == 1_000, "one that was cheaper than usual leaves something")
    }

    // MARK: Letting others run

    @Test func `a thread that has long decoded in place lets others run, once, whatever lanes it used`() {
        TimeInPlace.reset()
        let lanes = [rig.lane(), rig.lane()]
        let time = Policy.longestWithoutSuspension / 100
        for number in 0..<99 { lanes[number % 2].learn(inPlace: time, payloads: 1) }
        #expect(!TimeInPlace.owesSuspension())
        lanes[0].learn(inPlace: time, payloads: 1)
        #expect(TimeInPlace.owesSuspension())
        #expect(!TimeInPlace.owesSuspension())
    }

    @Test func `a suspension for a batch counts as one`() {
        rig.lane().learn(inPlace: 2_000_000, payloads: 1)
        TimeInPlace.reset()
        #expect(!TimeInPlace.owesSuspension())
    }

    // MARK: Its end

    @Test func `its number is free again when it and its last batch are gone, its workspaces' owner never`() throws {
        var lane: LaneState? = rig.lane()
        let (number, owner) = (try #require(lane?.number), try #require(lane?.owner))
        let job = rig.batch([1], rig.timed(), in: try #require(lane))
        lane = nil
        #expect(rig.lane().number != number, "its batch is there still")
        job.cancel()
        let next = rig.lane()
        #expect(next.number == number && next.owner != owner)
    }
}

@Suite("An estimate of a cost")
struct CostEstimateTests {
    @Test func `it is unknown until something was seen, or told`() {
        let estimate = CostEstimate()
        #expect(estimate.nanoseconds == nil)
        estimate.set(500)
        #expect(estimate.nanoseconds == 500)
        #expect(CostEstimate(nanoseconds: 7_000).nanoseconds == 7_000)
    }

    @Test func `nothing is so cheap that it is unknown again`() {
        let estimate = CostEstimate(nanoseconds: 1_000)
        estimate.set(0)
        #expect(estimate.nanoseconds != nil)
    }
}
