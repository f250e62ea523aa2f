import Testing

@testable import WorkerPool

@Suite("What a lane has learned")
struct LaneExperienceTests {
    private func experience() -> LaneExperience { LaneExperience(isOfOneKind: true) }

    @Test func nothingIsCheapBeforeItWasSeen() {
        #expect(!experience().isCheaper(1, than: .infinity))
    }

    @Test func aBatchIsCheaperWhenAllItsPayloadsAre() {
        let lane = experience()
        lane.learn(nanoseconds: 1000, payloads: 10)
        #expect(lane.isCheaper(70, than: 7000))
        #expect(!lane.isCheaper(71, than: 7000))
    }

    @Test func theWorkspaceCountsToo() {
        let lane = experience()
        lane.learn(nanoseconds: 1000, payloads: 10)
        lane.workspaceCost.set(6500)
        #expect(lane.isCheaper(5, than: 7000))
        #expect(!lane.isCheaper(6, than: 7000))
    }

    @Test func ofWhatIsFarCheaperThanAWakeUpOneBatchOfFourIsTimed() {
        func untimed(_ count: Int, cost: Double) -> Int {
            let lane = experience()
            lane.payloadCost.set(cost)
            return (0..<100).count { _ in lane.isBeyondDoubt(count, wakeUpCost: 7000) }
        }
        #expect(untimed(1, cost: 1000) == 76)
        #expect(untimed(16, cost: 200) == 76)
        #expect(untimed(17, cost: 10) == 0, "the clock is to be looked at in between")
        #expect(untimed(1, cost: 5000) == 0, "too near")
        #expect(untimed(16, cost: 300) == 0, "all together too near")
        #expect(!experience().isBeyondDoubt(1, wakeUpCost: 7000), "nothing was seen")
        let dear = experience()
        dear.payloadCost.set(10)
        dear.workspaceCost.set(4000)
        #expect(!dear.isBeyondDoubt(3, wakeUpCost: 7000), "its workspace alone is too near")
    }

    @Test(arguments: 2...4)
    func ofBatchesThatTakeTurnsEveryKindIsTimed(period: Int) {
        let lane = experience()
        lane.payloadCost.set(10)
        let timed = (0..<100).filter { _ in !lane.isBeyondDoubt(3, wakeUpCost: 7000) }
        #expect(Set(timed.map { $0 % period }).count == period)
    }

    @Test func aWorkspaceIsNoneOfThePayloadsCost() {
        let lane = experience()
        lane.workspaceCost.set(3000)
        lane.learn(inPlace: 8000, payloads: 5, isTrial: false)
        #expect(lane.payloadCost.nanoseconds == 1000)
        let cheaper = experience()
        cheaper.workspaceCost.set(3000)
        cheaper.learn(inPlace: 2000, payloads: 1, isTrial: false)
        #expect(cheaper.payloadCost.nanoseconds == 1000, "a workspace that was cheaper than usual leaves something")
    }

    @Test func whatItsCallerWouldOnlyWaitForIsWorthItsTimeInPlace() {
        func triedInPlace(_ count: Int, cost: Double) -> Bool {
            let lane = experience()
            lane.payloadCost.set(cost)
            for _ in 0..<3 { lane.attendance.note(hasHelped: true, cameAtOnce: true) }
            return (0..<32)
                .contains { _ in lane.timeInPlace(count, workers: 2, cpus: 2, wakeUpCost: 7000)?.isTrial == true }
        }
        func time(_ count: Int, cost: Double?, workspace: Double = 0, cameAtOnce: Bool = true) -> Double? {
            let lane = experience()
            if let cost { lane.payloadCost.set(cost) }
            lane.workspaceCost.set(workspace)
            lane.attendance.note(hasHelped: true, cameAtOnce: cameAtOnce)
            return lane.timeInPlace(count, workers: 2, cpus: 2, wakeUpCost: 7000)?.nanoseconds
        }
        #expect(time(1, cost: 100_000) == 100_000)
        #expect(time(4, cost: 10_000) == 40_000)
        #expect(time(1, cost: nil) == nil, "nobody knows how long it takes")
        #expect(time(8, cost: 10_000) == nil, "worth two hands, as long as these were not seen to be no faster")
        #expect(time(1, cost: 400_000) == nil, "a wake-up is little beside it")
        #expect(triedInPlace(20, cost: 10_000))
        #expect(!triedInPlace(31, cost: 10_000), "always shared")
        let lane = experience()
        lane.payloadCost.set(10_000)
        #expect(lane.isTried(20) && !lane.isTried(31), "and what is always shared does not count in the trial")
        #expect(time(1, cost: 100_000, workspace: 10_000) == nil, "a worker has its workspace already")
        #expect(time(1, cost: 100_000, cameAtOnce: false) == nil)
    }

    @Test func dearnessIsBelievedFastAndCheapnessSlowly() {
        let lane = experience()
        lane.learn(nanoseconds: 100, payloads: 1)
        for _ in 0..<2 { lane.learn(nanoseconds: 100_000, payloads: 1) }
        #expect(!lane.isCheaper(1, than: 7000))
        lane.learn(nanoseconds: 100, payloads: 1)
        #expect(!lane.isCheaper(1, than: 7000))
        for _ in 0..<40 { lane.learn(nanoseconds: 100, payloads: 1) }
        #expect(lane.isCheaper(1, than: 7000), "a lane that was dear once can become cheap again")
    }

    @Test func oneBatchWhoseThreadLostItsCPUDoesNotSpoilALane() {
        let lane = experience()
        for _ in 0..<3 {
            lane.learn(nanoseconds: 1000, payloads: 1)
            lane.learn(nanoseconds: 4_000_000, payloads: 1)
            #expect(lane.isCheaper(1, than: 7000))
            #expect(!lane.isBeyondDoubt(1, wakeUpCost: 15_000), "the next one is timed")
            for _ in 0..<20 { lane.learn(nanoseconds: 1000, payloads: 1) }
        }
        lane.learn(nanoseconds: 20_000_000, payloads: 1)
        #expect(!lane.isCheaper(1, than: 7000), "nobody loses its CPU for so long")
    }

    @Test func nothingIsLearnedOfABatchWithoutPayloadsOrTime() {
        let lane = experience()
        lane.learn(nanoseconds: 1000, payloads: 0)
        lane.learn(nanoseconds: 0, payloads: 5)
        #expect(lane.payloadCost.nanoseconds == nil)
    }

    @Test func nothingIsLearnedOfPlainDispatches() {
        let lane = LaneExperience(isOfOneKind: false)
        lane.learn(nanoseconds: 1000, payloads: 10)
        #expect(!lane.isCheaper(1, than: .infinity))
    }
}
