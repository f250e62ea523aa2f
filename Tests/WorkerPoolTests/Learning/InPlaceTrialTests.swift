import Testing

@testable import WorkerPool

@Suite("Whether short batches come back sooner when they are handed over")
struct InPlaceTrialTests {
    /// Takes the trial's decisions for a while, and tells it what each way costs.
    private func inPlace(of batches: Int, _ trial: InPlaceTrial, alone: UInt64, shared: UInt64) -> Int {
        var count = 0
        for _ in 0..<batches {
            if trial.prefersInPlace() {
                count += 1
                trial.note(inPlace: alone, payloads: 10)
            } else {
                trial.note(handedOver: shared, payloads: 10)
            }
        }
        return count
    }

    @Test func someBatchesGoOneWayAndSomeTheOther() {
        let trial = InPlaceTrial()
        #expect(inPlace(of: 15, trial, alone: 1000, shared: 600) == 0)
        #expect(inPlace(of: 16, trial, alone: 1000, shared: 600) == 16)
    }

    @Test(arguments: [(alone: 1000, shared: 600), (1000, 1200)])
    func theBetterWayIsTakenAndTheOtherOneTriedFromTimeToTime(_ cost: (alone: UInt64, shared: UInt64)) {
        let trial = InPlaceTrial()
        _ = inPlace(of: 100, trial, alone: cost.alone, shared: cost.shared)
        let share = inPlace(of: 5120, trial, alone: cost.alone, shared: cost.shared)
        let isShared = cost.shared < cost.alone
        #expect(isShared ? (1..<300) ~= share : (4820..<5120) ~= share, "\(share) of 5,120 in place")
    }

    @Test func forLessThanATenthNothingIsChanged() {
        let shares = InPlaceTrial()
        #expect(inPlace(of: 5000, shares, alone: 1000, shared: 950) < 500)
        let decodesInPlace = InPlaceTrial()
        _ = inPlace(of: 1000, decodesInPlace, alone: 1000, shared: 1200)
        #expect(inPlace(of: 5000, decodesInPlace, alone: 1000, shared: 950) > 4500)
    }

    @Test func theLongerNothingChangesTheRarerItLooks() {
        let trial = InPlaceTrial()
        let shares = (0..<4).map { _ in inPlace(of: 1000, trial, alone: 1000, shared: 600) }
        #expect(shares[0] > 2 * shares[3], "\(shares)")
    }

    @Test func theWorldChanges() {
        let trial = InPlaceTrial()
        _ = inPlace(of: 2000, trial, alone: 1000, shared: 600)
        _ = inPlace(of: 1040, trial, alone: 1000, shared: 1500)
        #expect(inPlace(of: 500, trial, alone: 1000, shared: 1500) > 400)
        _ = inPlace(of: 1040, trial, alone: 1000, shared: 600)
        #expect(inPlace(of: 500, trial, alone: 1000, shared: 600) < 100)
    }

    @Test func batchesHandedOverOneByOneAmongOthersDoNotCount() {
        let trial = InPlaceTrial()
        for _ in 0..<100 {
            _ = trial.prefersInPlace()
            trial.note(inPlace: 100, payloads: 1)
            trial.note(handedOver: 1000, payloads: 1)
        }
        #expect(inPlace(of: 1000, trial, alone: 100, shared: 60) < 200, "in a row they are better")
    }

    @Test func nothingIsPreferredOfWhatWasNeverSeen() {
        let trial = InPlaceTrial()
        let choices = (0..<1000).map { _ in trial.prefersInPlace() }
        #expect(choices.count { $0 } < 200, "nobody waits for them, so nothing is known, and they are handed over")
    }
}
