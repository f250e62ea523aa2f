import Testing

@testable import WorkerPool

@Suite("Slicing")
struct SlicingTests {
    @Test func whatCostsNobodyKnowsIsTriedWithOnePayload() {
        #expect(Slicing.size(remaining: 1_000_000, hands: 4, cost: nil, previous: 0) == 1)
        #expect(Slicing.size(remaining: 1_000_000, hands: 4, cost: nil, previous: 512) == 1)
    }

    @Test func aSliceIsNeverEmptyAndNeverMoreThanWhatIsLeft() {
        let costs: [Double?] = [nil, 0.1, 1, 25, 1000, 150_000, 1e9, 1e15]
        for remaining in [1, 2, 3, 7, 100, 12_345, 10_000_000] {
            for cost in costs {
                for hands in [0, 1, 2, 64, 4096] {
                    for previous in [0, 1, 2, 1000, 10_000_000] {
                        let size = Slicing.size(remaining: remaining, hands: hands, cost: cost, previous: previous)
                        #expect((1...remaining).contains(size))
                    }
                }
            }
        }
    }

    @Test func aSliceOfAKnownCostTakesAboutTheTarget() {
        let size = Slicing.size(remaining: 1_000_000, hands: 2, cost: 1000, previous: 100)
        #expect(Double(size) * 1000 == Slicing.target)
    }

    @Test func aPayloadThatTakesLongerThanTheTargetIsASliceOfItsOwn() {
        #expect(Slicing.size(remaining: 1000, hands: 2, cost: 1e9, previous: 1) == 1)
    }

    @Test func slicesGrowFourfoldAtMost() {
        #expect(Slicing.size(remaining: 1_000_000, hands: 1, cost: 1, previous: 1) == 4)
        #expect(Slicing.size(remaining: 1_000_000, hands: 1, cost: 1, previous: 4) == 16)
        var sizes: [Int] = []
        var previous = 1
        for _ in 0..<12 {
            previous = Slicing.size(remaining: 100_000_000, hands: 1, cost: 1, previous: previous)
            sizes.append(previous)
        }
        #expect(sizes.last == Int(Slicing.target))
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $1 <= 4 * $0 })
    }

    @Test func theFirstSliceOfAKnownCostIsAQuarterOfTheTarget() {
        let size = Slicing.size(remaining: 1_000_000, hands: 2, cost: 1000, previous: 0)
        #expect(Double(size) * 1000 == (Slicing.target / 4).rounded(.down) - 500)  // 37 of 37.5 payloads
    }

    @Test(arguments: [1, 2, 3, 8])
    func nobodyTakesMoreThanHalfOfItsShareAtTheEnd(hands: Int) {
        // Dear enough that `shortest` never counts.
        let cost = Slicing.shortest
        for remaining in 2...60 {
            let size = Slicing.size(remaining: remaining, hands: hands, cost: cost, previous: 1000)
            #expect(size <= max(1, remaining / (2 * hands)))
        }
    }

    @Test func theEndIsNotCutShorterThanIsWorthAClaim() {
        // A thousand payloads of 1 ns among 64 hands: half a share would be 7 ns.
        #expect(Slicing.size(remaining: 1000, hands: 64, cost: 1, previous: 1000) == 1000)
        #expect(Slicing.size(remaining: 100_000, hands: 64, cost: 1, previous: 100_000) == Int(Slicing.shortest))
    }

    @Test(arguments: [1, 2, 5], [nil, 3.0, 900.0, 70_000.0])
    func slicesCoverABatch(hands: Int, cost: Double?) {
        var claimed = 0
        var slices = 0
        var previous = 0
        while claimed < 5000, slices < 5001 {
            previous = Slicing.size(remaining: 5000 - claimed, hands: hands, cost: cost, previous: previous)
            claimed += previous
            slices += 1
        }
        #expect(claimed == 5000)
        #expect(slices <= 5000)
    }

    @Test func aBatchOfUnknownCostIsWorthAHandForEachPayload() {
        #expect(Slicing.hands(remaining: 1, cost: nil, workers: 8, cpus: 8) == 1)
        #expect(Slicing.hands(remaining: 5, cost: nil, workers: 8, cpus: 8) == 5)
        #expect(Slicing.hands(remaining: 5000, cost: nil, workers: 8, cpus: 8) == 8)
    }

    @Test func aCheapBatchIsWorthOneHand() {
        #expect(Slicing.hands(remaining: 1000, cost: 1, workers: 8, cpus: 8) == 1)
        #expect(Slicing.hands(remaining: 1, cost: 1e12, workers: 8, cpus: 8) == 1)
    }

    @Test func aDearBatchIsWorthAHandForEveryBitOfWorkThatPaysOne() {
        let workers = 64
        #expect(Slicing.hands(remaining: 100, cost: Slicing.worthAHand / 10, workers: workers, cpus: workers) == 10)
        #expect(Slicing.hands(remaining: 101, cost: Slicing.worthAHand / 10, workers: workers, cpus: workers) == 11)
        #expect(Slicing.hands(remaining: 10_000_000, cost: 1e12, workers: workers, cpus: workers) == workers)
    }

    @Test func moreHandsThanCPUsAreForPayloadsThatMayBlock() {
        let computing = Slicing.mayBlock - 1
        #expect(Slicing.hands(remaining: 1000, cost: computing, workers: 16, cpus: 2) == 2)
        #expect(Slicing.hands(remaining: 1, cost: computing, workers: 16, cpus: 2) == 1)
        #expect(Slicing.hands(remaining: 1000, cost: computing, workers: 1, cpus: 2) == 1)
        #expect(Slicing.hands(remaining: 1000, cost: Slicing.mayBlock, workers: 16, cpus: 2) == 16)
        #expect(Slicing.hands(remaining: 1000, cost: nil, workers: 16, cpus: 2) == 16)
    }
}
