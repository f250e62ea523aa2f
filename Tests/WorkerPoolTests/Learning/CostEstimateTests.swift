import Testing

@testable import WorkerPool

@Suite("A cost estimate")
struct CostEstimateTests {
    @Test func itIsUnknownUntilSomethingWasSeen() {
        let estimate = CostEstimate()
        #expect(estimate.nanoseconds == nil)
        estimate.observe(500, up: 0.25, down: 0.25)
        #expect(estimate.nanoseconds == 500)
    }

    @Test func itBeginsWithWhatItIsTold() {
        let estimate = CostEstimate(nanoseconds: 7000)
        #expect(estimate.nanoseconds == 7000)
    }

    @Test func itMovesUpAndDownByItsShares() {
        let estimate = CostEstimate(nanoseconds: 1000)
        estimate.observe(2000, up: 0.5, down: 0.125)
        #expect(estimate.nanoseconds == 1500)
        estimate.observe(700, up: 0.5, down: 0.125)
        #expect(estimate.nanoseconds == 1400)
    }

    @Test func nothingIsSoCheapThatItIsUnknownAgain() {
        let estimate = CostEstimate(nanoseconds: 1000)
        estimate.set(0)
        #expect(estimate.nanoseconds != nil)
        for _ in 0..<100 { estimate.observe(0, up: 0.5, down: 0.5) }
        #expect(estimate.nanoseconds != nil)
    }
}
