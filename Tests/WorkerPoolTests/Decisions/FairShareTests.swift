import TestSupport
import Testing

@testable import WorkerPool

extension FairShare {
    fileprivate mutating func insert(_ lane: Int) { insert(lane, part: 0) }

    /// The lane is given a worker, which comes back after `nanoseconds`.
    fileprivate mutating func use(_ lane: Int, nanoseconds: UInt64) {
        give(lane)
        charge(lane, nanoseconds: nanoseconds)
    }
}

@Suite("The fair share")
struct FairShareTests {
    @Test func `the lane that has used least comes next`() {
        var share = FairShare()
        for lane in 0..<3 {
            share.open(lane)
            share.insert(lane)
        }
        for (lane, nanoseconds) in [(0, 3_000_000), (1, 1_000_000), (2, 2_000_000)] as [(Int, UInt64)] {
            share.use(lane, nanoseconds: nanoseconds)
        }
        var order: [Int] = []
        while let lane = share.first {
            order.append(lane)
            share.remove(lane)
        }
        #expect(order == [1, 2, 0])
        #expect(share.count == 0)
    }

    @Test func `the lane that will have used least comes next`() {
        var share = FairShare()
        for lane in 0..<3 { share.open(lane) }
        share.insert(0, part: 800_000)
        share.insert(1, part: 75_000)
        share.insert(2, part: 900_000)
        share.use(2, nanoseconds: 300_000)
        share.insert(2, part: 450_000)
        var order: [Int] = []
        while let lane = share.first {
            order.append(lane)
            share.remove(lane)
        }
        #expect(order == [1, 2, 0])
    }

    @Test func `a lane that was away starts from the present`() {
        var share = FairShare()
        for lane in 0..<2 { share.open(lane) }
        share.insert(0)
        for _ in 0..<100 {
            share.give(0)
            share.charge(0, nanoseconds: 1_000_000)
        }
        share.catchUp(1)
        share.insert(1)
        share.give(1)
        share.charge(1, nanoseconds: 2_000_000)
        #expect(share.first == 0, "lane 1 has saved nothing up")
    }

    @Test func `a new lane starts from the present`() {
        var share = FairShare()
        share.open(0)
        share.insert(0)
        for _ in 0..<100 {
            share.give(0)
            share.charge(0, nanoseconds: 1_000_000)
        }
        share.open(1)
        share.catchUp(1)
        share.insert(1)
        share.give(1)
        share.charge(1, nanoseconds: 2_000_000)
        #expect(share.first == 0)
    }

    @Test func `a new lane does not pay for the one whose number it took`() {
        var share = FairShare()
        for lane in 0..<2 {
            share.open(lane)
            share.insert(lane)
        }
        share.use(0, nanoseconds: 1_000_000_000)
        share.remove(0)
        share.open(0)
        share.insert(0)
        #expect(share.first == 1, "which has waited for half a second of its share")
        share.use(1, nanoseconds: 600_000_000)
        #expect(share.first == 0)
    }

    /// Three clients open a lane for each batch, while a giant stands where its last part ended, ahead of the present.
    @Test func `a lane does not starve beside new ones`() {
        var share = FairShare()
        let giant = 0
        share.open(giant)
        share.insert(giant)
        share.use(giant, nanoseconds: 5_000_000)
        share.insert(giant, part: 1_000_000)
        for client in 1...3 {
            share.open(client)
            share.insert(client)
        }
        var used = [0, 0, 0, 0]
        for _ in 0..<10_000 {
            let lane = share.first!
            share.give(lane)
            if lane == giant {
                share.charge(giant, nanoseconds: 300_000)
            } else {
                share.remove(lane)
                share.charge(lane, nanoseconds: 200_000)
                share.open(lane)
                share.insert(lane)
            }
            used[lane] += lane == giant ? 300_000 : 200_000
        }
        let part = Double(used[giant]) / Double(used.reduce(0, +))
        #expect((0.15...0.35).contains(part), "the giant had \(part) of the time")
    }

    /// Four lanes that dispatch early have a worker each whenever they want one, and less than their share of eight.
    @Test func `a lane that never waited has saved nothing up`() {
        var share = FairShare()
        for lane in 0..<5 { share.open(lane) }
        for _ in 0..<1000 {
            for lane in 0..<5 {
                share.insert(lane)
                share.use(lane, nanoseconds: lane == 4 ? 40_000_000 : 10_000_000)
                share.remove(lane)
            }
        }
        for lane in 0..<4 { share.insert(lane, part: 1_000_000) }
        share.open(5)
        share.insert(5, part: 1_000_000)
        var used: UInt64 = 0
        while let lane = share.first, lane != 5, used < 1_000_000_000 {
            share.use(lane, nanoseconds: 1_000_000)
            used += 1_000_000
        }
        #expect(used <= 4 * 2 * Policy.largestCredit)
    }

    /// Its process was stopped while both its workers were inside, and it never was without work.
    @Test func `a stop is held against nobody for long`() {
        var share = FairShare()
        let stopped = 0
        let waiting = 1
        for lane in [stopped, waiting] {
            share.open(lane)
            share.insert(lane, part: 1_000_000)
        }
        for _ in 0..<2 { share.give(stopped) }
        for _ in 0..<2 { share.charge(stopped, nanoseconds: 60_000_000_000) }
        let new = 2
        share.open(new)
        share.insert(new, part: 1_000_000)
        var used: UInt64 = 0
        while share.first != new, used < 60_000_000_000 {
            share.use(share.first!, nanoseconds: 1_000_000)
            used += 1_000_000
        }
        #expect(used <= 2 * Policy.largestLead)
        share.remove(new)
        while share.first != stopped, used < 60_000_000_000 {
            share.use(share.first!, nanoseconds: 1_000_000)
            used += 1_000_000
        }
        #expect(used <= 4 * Policy.largestLead)
    }

    @Test func `what new lanes are charged moves the present, however little it is`() {
        var share = FairShare()
        for lane in 0..<100 {
            share.open(lane)
            share.insert(lane)
        }
        for _ in 0..<1000 {
            share.remove(0)
            share.open(0)
            share.insert(0)
            share.use(0, nanoseconds: 50)
        }
        #expect(share.present == 500)
    }

    @Test func `a payload that took minutes is not held against its lane for ever`() {
        var share = FairShare()
        for lane in 0..<2 {
            share.open(lane)
            share.insert(lane)
        }
        share.use(0, nanoseconds: 600_000_000_000)
        for lane in 0..<2 { share.remove(lane) }
        for lane in 0..<2 {
            share.catchUp(lane)
            share.insert(lane)
        }
        var used: UInt64 = 0
        while share.first == 1, used < 300_000_000_000 {
            share.give(1)
            share.charge(1, nanoseconds: 1_000_000)
            used += 1_000_000
        }
        // The present moves on by half of what the other does.
        #expect(used <= 2 * Policy.largestLead)
        #expect(used >= Policy.largestLead / 2)
    }

    @Test func `a lane that was inserted twice is there once`() {
        var share = FairShare()
        share.open(0)
        share.insert(0)
        share.insert(0)
        #expect(share.count == 1)
        share.remove(0)
        share.remove(0)
        #expect(share.count == 0)
        #expect(share.first == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `it answers as a linear search over the clocks`() {
        Seeds.each(50) { seed in
            var random = SplitMix(seed: seed)
            var share = FairShare()
            var clocks: [UInt64] = []
            var parts: [UInt64] = []
            var isWaiting: Set<Int> = []
            var given: [Int] = []
            var present: UInt64 = 0
            var rest: UInt64 = 0
            func active() -> Int { isWaiting.union(given).count }
            for _ in 0..<500 {
                switch Int.random(in: 0..<11, using: &random) {
                case 0:
                    let lane = clocks.count
                    share.open(lane)
                    clocks.append(present)
                    parts.append(0)
                case 1..<4:
                    guard let lane = clocks.indices.randomElement(using: &random) else { continue }
                    parts[lane] = UInt64.random(in: 0...1_000_000, using: &random)
                    share.insert(lane, part: parts[lane])
                    if parts[lane] == 0 { parts[lane] = Policy.quantum }
                    if isWaiting.insert(lane).inserted {
                        clocks[lane] = max(clocks[lane], present - min(present, Policy.largestCredit))
                    }
                case 4:
                    guard let lane = clocks.indices.filter({ !isWaiting.contains($0) }).randomElement(using: &random)
                    else { continue }
                    share.catchUp(lane)
                    clocks[lane] = max(clocks[lane], present)
                case 5:
                    guard let lane = clocks.indices.randomElement(using: &random) else { continue }
                    share.remove(lane)
                    isWaiting.remove(lane)
                case 6..<9:
                    guard let lane = share.first else { continue }
                    share.give(lane)
                    present = max(present, clocks[lane])
                    clocks[lane] = max(clocks[lane] + Policy.advance, present - min(present, Policy.largestCredit))
                    given.append(lane)
                default:
                    guard let index = given.indices.randomElement(using: &random) else { continue }
                    let lane = given[index]
                    let most: UInt64 = random.oneIn(50) ? 5_000_000_000 : 400_000
                    let nanoseconds = UInt64.random(in: 0...most, using: &random)
                    let charged = nanoseconds + rest
                    let limit = isWaiting.map { clocks[$0] + parts[$0] }.min() ?? .max
                    share.charge(lane, nanoseconds: nanoseconds)
                    present = max(present, min(present + charged / UInt64(active()), limit))
                    rest = charged % UInt64(active())
                    clocks[lane] = max(
                        min(clocks[lane] + nanoseconds - Policy.advance, present + Policy.largestLead),
                        present - min(present, Policy.largestCredit)
                    )
                    given.remove(at: index)
                }
                share.checkInvariants()
                try require(share.count == isWaiting.count, "\(share.count) lanes wait, not \(isWaiting.count)")
                let least = isWaiting.map { clocks[$0] + parts[$0] }.min()
                let first = share.first
                try require((first == nil) == isWaiting.isEmpty, "\(first as Any) is the first of \(isWaiting)")
                if let first {
                    try require(isWaiting.contains(first), "lane \(first) is the first, and does not wait")
                    try require(
                        clocks[first] + parts[first] == least,
                        "lane \(first) is the first, and not the furthest behind"
                    )
                }
            }
        }
    }
}
