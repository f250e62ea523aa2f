import Testing

@testable import WorkerPool

@Suite("Slices, hands and costs")
struct PolicyTests {
    // MARK: Slices

    @Test func `what costs nobody knows is tried with one payload`() {
        #expect(Policy.sliceSize(remaining: 1_000_000, hands: 4, cost: nil, previous: 0) == 1)
        #expect(Policy.sliceSize(remaining: 1_000_000, hands: 4, cost: nil, previous: 512) == 1)
    }

    @Test func `a slice is never empty, and never more than what is left`() {
        let costs: [Double?] = [nil, 0.1, 1, 25, 1000, 150_000, 1e9, 1e15]
        for remaining in [1, 2, 3, 7, 100, 12_345, 10_000_000] {
            for cost in costs {
                for hands in [1, 2, 64, 4096] {
                    for previous in [0, 1, 2, 1000, 10_000_000] {
                        let size = Policy.sliceSize(remaining: remaining, hands: hands, cost: cost, previous: previous)
                        #expect((1...remaining).contains(size))
                    }
                }
            }
        }
    }

    @Test func `a slice of a known cost takes as long as a slice should`() {
        let size = Policy.sliceSize(remaining: 1_000_000, hands: 2, cost: 1000, previous: 100)
        #expect(Double(size) * 1000 == Policy.slice)
    }

    @Test func `a payload that takes longer than that is a slice of its own`() {
        #expect(Policy.sliceSize(remaining: 1000, hands: 2, cost: 1e9, previous: 1) == 1)
    }

    @Test func `slices grow fourfold at most`() {
        #expect(Policy.sliceSize(remaining: 1_000_000, hands: 1, cost: 1, previous: 1) == 4)
        #expect(Policy.sliceSize(remaining: 1_000_000, hands: 1, cost: 1, previous: 4) == 16)
        var sizes = [1]
        for _ in 0..<12 {
            sizes.append(Policy.sliceSize(remaining: 100_000_000, hands: 1, cost: 1, previous: sizes.last!))
        }
        #expect(sizes.last == Int(Policy.slice))
        let isSteady = zip(sizes, sizes.dropFirst()).allSatisfy { $1 <= 4 * $0 }
        #expect(isSteady)
    }

    @Test func `the first slice of a known cost is a quarter of what it would be`() {
        let later = Policy.sliceSize(remaining: 1_000_000, hands: 2, cost: 1000, previous: 1000)
        let first = Policy.sliceSize(remaining: 1_000_000, hands: 2, cost: 1000, previous: 0)
        #expect(first == later / 4)
    }

    @Test(arguments: [1, 2, 3, 8])
    func `nobody takes more than half of its share at the end`(hands: Int) {
        let cost = Policy.shortestSlice  // dear enough that a slice is never shorter
        for remaining in 2...60 {
            let size = Policy.sliceSize(remaining: remaining, hands: hands, cost: cost, previous: 1000)
            #expect(size <= max(1, remaining / (2 * hands)))
        }
    }

    @Test func `the end is not cut shorter than is worth a claim`() {
        // A thousand payloads of 1 ns among 64 hands: half a share would be 7 ns.
        #expect(Policy.sliceSize(remaining: 1000, hands: 64, cost: 1, previous: 1000) == 1000)
        #expect(
            Policy.sliceSize(remaining: 100_000, hands: 64, cost: 1, previous: 100_000) == Int(Policy.shortestSlice)
        )
    }

    @Test(arguments: [1, 2, 5], [nil, 3.0, 900.0, 70_000.0])
    func `slices cover a batch`(hands: Int, cost: Double?) {
        var claimed = 0
        var slices = 0
        var previous = 0
        while claimed < 5000, slices < 5000 {
            previous = Policy.sliceSize(remaining: 5000 - claimed, hands: hands, cost: cost, previous: previous)
            claimed += previous
            slices += 1
        }
        #expect(claimed == 5000)
    }

    // MARK: Hands

    @Test func `a batch of unknown cost is worth a hand for each payload`() {
        #expect(Policy.hands(remaining: 1, cost: nil, workers: 8, cpus: 8) == 1)
        #expect(Policy.hands(remaining: 5, cost: nil, workers: 8, cpus: 8) == 5)
        #expect(Policy.hands(remaining: 5000, cost: nil, workers: 8, cpus: 8) == 8)
    }

    @Test func `a cheap batch is worth one hand, and so is one of which nothing is left`() {
        #expect(Policy.hands(remaining: 1000, cost: 1, workers: 8, cpus: 8) == 1)
        #expect(Policy.hands(remaining: 1, cost: 1e12, workers: 8, cpus: 8) == 1)
        #expect(Policy.hands(remaining: 0, cost: 1e12, workers: 8, cpus: 8) == 1)
        #expect(Policy.hands(remaining: 0, cost: nil, workers: 8, cpus: 8) == 1)
    }

    @Test func `a dear batch is worth a hand for each bit of work that pays one`() {
        let cost = Policy.worthAHand / 10
        #expect(Policy.hands(remaining: 100, cost: cost, workers: 64, cpus: 64) == 10)
        #expect(Policy.hands(remaining: 101, cost: cost, workers: 64, cpus: 64) == 11)
        #expect(Policy.hands(remaining: 10_000_000, cost: 1e12, workers: 64, cpus: 64) == 64)
    }

    @Test func `more hands than CPUs are for payloads that may block`() {
        let computing = Policy.mayBlock - 1
        #expect(Policy.hands(remaining: 1000, cost: computing, workers: 16, cpus: 2) == 2)
        #expect(Policy.hands(remaining: 1, cost: computing, workers: 16, cpus: 2) == 1)
        #expect(Policy.hands(remaining: 1000, cost: computing, workers: 1, cpus: 2) == 1)
        #expect(Policy.hands(remaining: 1000, cost: Policy.mayBlock, workers: 16, cpus: 2) == 16)
        #expect(Policy.hands(remaining: 1000, cost: nil, workers: 16, cpus: 2) == 16)
    }

    // MARK: Costs

    @Test func `what was seen first is believed`() {
        #expect(Policy.learned(nil, 500) == 500)
        #expect(Policy.corrected(nil, 500) == 500)
    }

    @Test func `a lane doubts that its payloads are cheap faster than it believes it`() {
        #expect(Policy.learned(1000, 2000) == 1500)
        #expect(Policy.learned(1000, 200) == 900)
        #expect(Policy.learned(1000, 1000) == 1000)
    }

    @Test func `one batch counts for at most four times what its lane believed`() {
        #expect(Policy.learned(1000, 4000) == 2500)
        #expect(Policy.learned(1000, 1e12) == 2500)
    }

    @Test func `a lane comes to believe what it sees again and again`() {
        for (before, after) in [(1.0, 1e6), (1e6, 1.0)] {
            let estimate = (0..<200).reduce(before) { estimate, _ in Policy.learned(estimate, after) }
            #expect(abs(estimate - after) <= after / 1000)
        }
    }

    @Test func `a batch believes a quarter of each slice, whether it was dear or cheap`() {
        #expect(Policy.corrected(1000, 2000) == 1250)
        #expect(Policy.corrected(1000, 200) == 800)
        #expect(Policy.corrected(1000, 1_001_000) == 251_000)
    }
}
