import Synchronization
import Testing

@testable import WorkerPool

@Suite("A lane's tenure")
struct LaneTenureTests {
    private func lane() -> LaneTenure { LaneTenure(number: 3, owner: .lane(serial: 1)) { _ in } }

    @Test func itsEndIsToldOnceWithTheLanesNumber() {
        let ended = Mutex<[Int]>([])
        do {
            let tenure = LaneTenure(number: 7, owner: nil) { number in ended.withLock { $0.append(number) } }
            #expect(ended.withLock(\.self) == [])
            withExtendedLifetime(tenure) {}
        }
        #expect(ended.withLock(\.self) == [7])
    }

    @Test func nothingIsCheapBeforeItWasSeen() {
        #expect(!lane().isCheaper(1, than: .infinity))
    }

    @Test func aBatchIsCheaperWhenAllItsPayloadsAre() {
        let tenure = lane()
        tenure.learn(nanoseconds: 1000, payloads: 10)
        #expect(tenure.isCheaper(70, than: 7000))
        #expect(!tenure.isCheaper(71, than: 7000))
    }

    @Test func theWorkspaceCountsToo() {
        let tenure = lane()
        tenure.learn(nanoseconds: 1000, payloads: 10)
        tenure.workspaceCost.set(6500)
        #expect(tenure.isCheaper(5, than: 7000))
        #expect(!tenure.isCheaper(6, than: 7000))
    }

    @Test func ofWhatIsFarCheaperThanAWakeUpOneBatchOfFourIsTimed() {
        func untimed(_ count: Int, cost: Double) -> Int {
            let tenure = lane()
            tenure.payloadCost.set(cost)
            return (0..<100).count { _ in tenure.isBeyondDoubt(count, wakeUpCost: 7000) }
        }
        #expect(untimed(1, cost: 1000) == 76)
        #expect(untimed(16, cost: 200) == 76)
        #expect(untimed(17, cost: 10) == 0, "the clock is to be looked at in between")
        #expect(untimed(1, cost: 5000) == 0, "too near")
        #expect(untimed(16, cost: 300) == 0, "all together too near")
        #expect(!lane().isBeyondDoubt(1, wakeUpCost: 7000), "nothing was seen")
        let dear = lane()
        dear.payloadCost.set(10)
        dear.workspaceCost.set(4000)
        #expect(!dear.isBeyondDoubt(3, wakeUpCost: 7000), "its workspace alone is too near")
    }

    @Test(arguments: 2...4)
    func ofBatchesThatTakeTurnsEveryKindIsTimed(period: Int) {
        let tenure = lane()
        tenure.payloadCost.set(10)
        let timed = (0..<100).filter { _ in !tenure.isBeyondDoubt(3, wakeUpCost: 7000) }
        #expect(Set(timed.map { $0 % period }).count == period)
    }

    @Test func aWorkspaceIsNoneOfThePayloadsCost() {
        let tenure = lane()
        tenure.workspaceCost.set(3000)
        tenure.learn(nanosecondsWithWorkspace: 8000, payloads: 5)
        #expect(tenure.payloadCost.nanoseconds == 1000)
        let cheaper = lane()
        cheaper.workspaceCost.set(3000)
        cheaper.learn(nanosecondsWithWorkspace: 2000, payloads: 1)
        #expect(cheaper.payloadCost.nanoseconds == 1000, "a workspace that was cheaper than usual leaves something")
    }

    @Test func whatItsCallerWouldOnlyWaitForIsWorthItsTimeInPlace() {
        func triedInPlace(_ count: Int, cost: Double) -> Bool {
            let tenure = lane()
            tenure.payloadCost.set(cost)
            for _ in 0..<3 { tenure.attendance.note(hasHelped: true, cameAtOnce: true) }
            return (0..<32).contains { _ in tenure.timeInPlace(count, workers: 2, wakeUpCost: 7000)?.isTrial == true }
        }
        func time(_ count: Int, cost: Double?, workspace: Double = 0, cameAtOnce: Bool = true) -> Double? {
            let tenure = lane()
            if let cost { tenure.payloadCost.set(cost) }
            tenure.workspaceCost.set(workspace)
            tenure.attendance.note(hasHelped: true, cameAtOnce: cameAtOnce)
            return tenure.timeInPlace(count, workers: 2, wakeUpCost: 7000)?.nanoseconds
        }
        #expect(time(1, cost: 100_000) == 100_000)
        #expect(time(4, cost: 10_000) == 40_000)
        #expect(time(1, cost: nil) == nil, "nobody knows how long it takes")
        #expect(time(8, cost: 10_000) == nil, "worth two hands, as long as these were not seen to be no faster")
        #expect(time(1, cost: 400_000) == nil, "a wake-up is little beside it")
        #expect(triedInPlace(20, cost: 10_000))
        #expect(!triedInPlace(31, cost: 10_000), "always shared")
        let tenure = lane()
        tenure.payloadCost.set(10_000)
        #expect(tenure.isTried(20) && !tenure.isTried(31), "and what is always shared does not count in the trial")
        #expect(time(1, cost: 100_000, workspace: 10_000) == nil, "a worker has its workspace already")
        #expect(time(1, cost: 100_000, cameAtOnce: false) == nil)
    }

    @Test func dearnessIsBelievedFastAndCheapnessSlowly() {
        let tenure = lane()
        tenure.learn(nanoseconds: 100, payloads: 1)
        for _ in 0..<2 { tenure.learn(nanoseconds: 100_000, payloads: 1) }
        #expect(!tenure.isCheaper(1, than: 7000))
        tenure.learn(nanoseconds: 100, payloads: 1)
        #expect(!tenure.isCheaper(1, than: 7000))
        for _ in 0..<40 { tenure.learn(nanoseconds: 100, payloads: 1) }
        #expect(tenure.isCheaper(1, than: 7000), "a lane that was dear once can become cheap again")
    }

    @Test func oneBatchWhoseThreadLostItsCPUDoesNotSpoilALane() {
        let tenure = lane()
        for _ in 0..<3 {
            tenure.learn(nanoseconds: 1000, payloads: 1)
            tenure.learn(nanoseconds: 4_000_000, payloads: 1)
            #expect(tenure.isCheaper(1, than: 7000))
            #expect(!tenure.isBeyondDoubt(1, wakeUpCost: 15_000), "the next one is timed")
            for _ in 0..<20 { tenure.learn(nanoseconds: 1000, payloads: 1) }
        }
        tenure.learn(nanoseconds: 20_000_000, payloads: 1)
        #expect(!tenure.isCheaper(1, than: 7000), "nobody loses its CPU for so long")
    }

    @Test func nothingIsLearnedOfABatchWithoutPayloadsOrTime() {
        let tenure = lane()
        tenure.learn(nanoseconds: 1000, payloads: 0)
        tenure.learn(nanoseconds: 0, payloads: 5)
        #expect(tenure.payloadCost.nanoseconds == nil)
    }

    @Test func nothingIsLearnedOfPlainDispatches() {
        let tenure = LaneTenure(number: 0, owner: nil) { _ in }
        tenure.learn(nanoseconds: 1000, payloads: 10)
        #expect(!tenure.isCheaper(1, than: .infinity))
    }
}
