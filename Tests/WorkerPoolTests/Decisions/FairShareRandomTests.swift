import TestSupport
import Testing

@testable import WorkerPool

@Suite("The fair share under random events", .timeLimit(.minutes(5)))
struct FairShareRandomTests {
    /// The clocks of the fair share, as simple as they can be told.
    private struct Model {
        var clocks: [UInt64] = []
        var parts: [UInt64] = []
        var waiting: Set<Int> = []
        var given: [Int] = []
        var present: UInt64 = 0
        var remainder: UInt64 = 0

        var active: UInt64 { UInt64(waiting.union(given).count) }
        /// Where the first of those that wait will be.
        var end: UInt64? { waiting.map { clocks[$0] + parts[$0] }.min() }
        var credit: UInt64 { present - min(present, Policy.longestPart) }

        mutating func give(_ lane: Int) {
            present = max(present, clocks[lane])
            clocks[lane] += Policy.advance
            given.append(lane)
        }

        mutating func charge(_ index: Int, _ nanoseconds: UInt64) {
            let charged = nanoseconds + remainder
            present = max(present, min(present + charged / active, end ?? .max))
            remainder = charged % active
            let lane = given.remove(at: index)
            let clock = clocks[lane] + nanoseconds
            clocks[lane] = max(credit, min(clock - min(clock, Policy.advance), present + Policy.largestLead))
        }
    }

    @Test func `it answers as a linear search over the clocks does`() {
        Seeds.each(50) { seed in
            var random = SplitMix(seed: seed)
            var share = FairShare()
            var model = Model()
            for _ in 0..<500 {
                let before = share.present
                happen(to: &share, &model, &random)
                share.checkInvariants()
                try require(share.present >= before, "the present went back")
                try require(share.present == model.present, "the present is \(share.present), not \(model.present)")
                try require(share.count == model.waiting.count, "\(share.count) lanes wait, not \(model.waiting)")
                let first = share.first
                try require((first == nil) == model.waiting.isEmpty, "\(first as Any) is the first of \(model.waiting)")
                if let first {
                    try require(model.waiting.contains(first), "lane \(first) is the first, and does not wait")
                    let end = model.clocks[first] + model.parts[first]
                    try require(end == model.end, "lane \(first) is the first, and not the furthest behind")
                }
            }
        }
    }

    private func happen(to share: inout FairShare, _ model: inout Model, _ random: inout SplitMix) {
        let lane = model.clocks.indices.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<11, using: &random) {
        case 1..<4 where !model.clocks.isEmpty:
            let part = random.oneIn(5) ? 0 : UInt64.random(in: 1...Policy.longestPart, using: &random)
            share.insert(lane, part: part)
            model.parts[lane] = part > 0 ? part : Policy.quantum
            if model.waiting.insert(lane).inserted { model.clocks[lane] = max(model.clocks[lane], model.credit) }
        case 4 where !model.clocks.isEmpty && !model.waiting.contains(lane):
            share.catchUp(lane)
            model.clocks[lane] = max(model.clocks[lane], model.present)
        case 5 where !model.clocks.isEmpty:
            share.remove(lane)
            model.waiting.remove(lane)
        case 6..<9:
            guard let first = share.first else { return }
            share.give(first)
            model.give(first)
        case 9...:
            guard let index = model.given.indices.randomElement(using: &random) else { return }
            let nanoseconds = UInt64.random(in: 0...(random.oneIn(50) ? 5_000_000_000 : 400_000), using: &random)
            share.charge(model.given[index], nanoseconds: nanoseconds)
            model.charge(index, nanoseconds)
        default:
            share.open(model.clocks.count)
            model.clocks.append(model.present)
            model.parts.append(0)
        }
    }
}
