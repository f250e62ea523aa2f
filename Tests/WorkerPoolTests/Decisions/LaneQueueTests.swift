import TestSupport
import Testing

@testable import WorkerPool

@Suite("A lane's queue", .timeLimit(.minutes(5)))
struct LaneQueueTests {
    @Test func `hands go to the first batch that wants one`() {
        var queue = LaneQueue<String>()
        _ = queue.append("a", handsWanted: 2)
        _ = queue.append("b", handsWanted: 1)
        let given = (0..<4).map { _ in queue.takeHand()?.batch }
        #expect(given == ["a", "a", "b", nil])
        #expect(queue.demand == 0)
        #expect(queue.count == 2)
        queue.checkInvariants()
    }

    @Test func `a hand comes with the place that the batch has had from the beginning`() {
        var queue = LaneQueue<String>()
        let place = queue.append("a", handsWanted: 1)
        let given = queue.takeHand()?.ticket
        #expect(given?.entry == place.entry && given?.serial == place.serial)
    }

    @Test func `the next part is what is left of the batch, but no longer than a millisecond`() {
        var queue = LaneQueue<String>()
        #expect(queue.nextPart == nil)
        let a = queue.append("a", handsWanted: 1, work: 1_200_000)
        _ = queue.append("b", handsWanted: 1, work: 75_000)
        #expect(queue.nextPart == 1_000_000)
        _ = queue.takeHand()
        #expect(queue.nextPart == 75_000, "what waits is batch b")
        queue.returnHands(1, at: a, work: 900_000, used: 300_000)
        #expect(queue.nextPart == 700_000, "the rest of the part that was begun")
        _ = queue.takeHand()
        queue.returnHands(1, at: a, work: 150_000, used: 750_000)
        #expect(queue.nextPart == 150_000, "a new part")
        _ = queue.takeHand()
        queue.returnHands(1, at: a, work: 5_000_000, used: 150_000)
        #expect(queue.nextPart == 1_000_000, "a new part of a batch that turned out longer")
    }

    @Test func `a hand that comes back is wanted by its batch again, before those that were not begun`() {
        var queue = LaneQueue<String>()
        let places = ["a", "b", "c", "d"].map { queue.append($0, handsWanted: 1) }
        for _ in 0..<3 { _ = queue.takeHand() }
        queue.returnHands(1, at: places[2])
        queue.returnHands(1, at: places[0])
        queue.checkInvariants()
        let given = (0..<3).map { _ in queue.takeHand()?.batch }
        #expect(given == ["c", "a", "d"], "in the order in which they were left")
    }

    @Test func `a batch that always wanted more keeps its place`() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 1)
        let b = queue.append("b", handsWanted: 3)
        for _ in 0..<2 { _ = queue.takeHand() }
        queue.returnHands(1, at: b)
        queue.returnHands(1, at: a)
        queue.checkInvariants()
        let given = (0..<5).map { _ in queue.takeHand()?.batch }
        #expect(given == ["a", "b", "b", "b", nil])
    }

    @Test func `a late word does not make a batch worth less`() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 1)
        _ = queue.takeHand()
        queue.returnHands(0, at: a, handsWanted: 8)
        queue.returnHands(1, at: a, handsWanted: 3)
        #expect(queue.demand == 8)
        queue.checkInvariants()
    }

    @Test func `a batch that has more hands than it is worth is given no more`() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 2)
        for _ in 0..<3 { queue.addHand(entry: a.entry, serial: a.serial) }
        queue.returnHands(1, at: a, handsWanted: 2)
        #expect(queue.demand == 0)
        let next = queue.takeHand()
        #expect(next == nil)
        queue.checkInvariants()
    }

    @Test func `a hand that came by itself is wanted no more`() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 2)
        queue.addHand(entry: a.entry, serial: a.serial)
        #expect(queue.demand == 1)
        queue.addHand(entry: a.entry, serial: a.serial)
        #expect(queue.demand == 0)
        #expect(queue.nextPart == nil)
        let next = queue.takeHand()
        #expect(next == nil)
    }

    @Test func `a batch is removed once, and what is said of it later finds nothing`() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 1)
        let removals = [queue.remove(a), queue.remove(a)]
        #expect(removals == [true, false])
        let b = queue.append("b", handsWanted: 2)
        #expect(b.entry == a.entry && b.serial != a.serial, "the room is used again, the serial number is not")
        let isRemoved = queue.remove(a)
        #expect(!isRemoved)
        queue.addHand(entry: a.entry, serial: a.serial)
        queue.returnHands(1, at: a, handsWanted: 9)
        #expect(queue.demand == 2)
        #expect(queue.count == 1)
        queue.checkInvariants()
    }

    @Test func `serial numbers go on after a backlog whose room was given back`() {
        var queue = LaneQueue<Int>()
        let places = (0..<5000).map { queue.append($0, handsWanted: 1) }
        #expect(places.map(\.serial) == Array(0..<5000))
        for place in places { _ = queue.remove(place) }
        #expect(queue.count == 0)
        queue.checkInvariants()
        let next = queue.append(-1, handsWanted: 1)
        #expect(next.serial == 5000)
        let isLateWordHeard = queue.remove(places[4999]) || queue.remove(places[0])
        #expect(!isLateWordHeard)
        let given = queue.takeHand()?.batch
        #expect(given == -1)
        queue.checkInvariants()
    }

    @Test func `a batch that stays keeps no room for those that came after it`() {
        var queue = LaneQueue<Int>()
        _ = queue.append(-1, handsWanted: 1)
        _ = queue.takeHand()
        var entries: Set<Int> = []
        for number in 0..<10_000 {
            let place = queue.append(number, handsWanted: 1)
            entries.insert(place.entry)
            _ = queue.takeHand()
            _ = queue.remove(place)
        }
        #expect(entries.count == 1)
    }

    @Test func `a batch that is removed is let go`() {
        final class Token {}
        var queue = LaneQueue<Token>()
        weak var token: Token?
        let first = queue.append(Token(), handsWanted: 1)
        do {
            let second = Token()
            token = second
            _ = queue.remove(queue.append(second, handsWanted: 1))
        }
        #expect(token == nil, "although another batch is there")
        _ = queue.remove(first)
    }

    @Test func `a long backlog that has gone leaves nothing behind, and the next one is served in its order`() {
        var queue = LaneQueue<Int>()
        var stale: [(entry: Int, serial: Int)] = []
        for length in [5 * Policy.entriesInBlock, 10, 3 * Policy.entriesInBlock] {
            let places = (0..<length).map { queue.append($0, handsWanted: 1) }
            #expect(stale.allSatisfy { !queue.remove($0) })
            let given = (0..<length).map { _ in queue.takeHand()?.batch }
            #expect(given == Array(0..<length))
            for place in places.reversed() { _ = queue.remove(place) }
            queue.checkInvariants()
            #expect(queue.count == 0 && queue.demand == 0)
            stale = places
        }
    }

    @Test func `it answers as an array does that is searched from the front`() {
        Seeds.each(100) { seed in
            var comparison = QueueComparison(seed: seed)
            for _ in 0..<400 { try comparison.step() }
        }
    }
}

extension LaneQueue {
    typealias Place = (entry: Int, serial: Int)

    fileprivate mutating func append(_ batch: Batch, handsWanted: Int) -> Place {
        append(batch, handsWanted: handsWanted, work: 0)
    }

    fileprivate mutating func returnHands(
        _ count: Int,
        at place: Place,
        handsWanted: Int = 1,
        work: UInt64 = 0,
        used: UInt64 = 0
    ) {
        returnHands(
            count,
            entry: place.entry,
            serial: place.serial,
            handsWanted: handsWanted,
            work: work,
            used: used
        )
    }

    fileprivate mutating func remove(_ place: Place) -> Bool { remove(entry: place.entry, serial: place.serial) }
}

/// A queue, and an array of batches that does the same.
private struct QueueComparison {
    private struct Batch {
        let place: (entry: Int, serial: Int)
        var isThere = true
        var handsWanted: Int
        var hands = 0
        /// When a hand came back last while no more were wanted.
        var left: Int?
        var demand: Int { isThere ? max(0, handsWanted - hands) : 0 }
    }

    private var random: SplitMix
    private let appetite: Int
    private var queue = LaneQueue<Int>()
    private var model: [Batch] = []
    private var lastLeft = 0

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        appetite = Int.random(in: 1...4, using: &random)
    }

    /// The index of what the next hand is to get.
    private var first: Int? {
        let hungry = model.indices.filter { model[$0].demand > 0 }
        return hungry.filter { model[$0].left != nil }.min { model[$0].left! < model[$1].left! } ?? hungry.first
    }

    mutating func step() throws {
        switch Int.random(in: 0..<11, using: &random) {
        case 0..<appetite:
            let handsWanted = Int.random(in: 1...4, using: &random)
            let place = queue.append(model.count, handsWanted: handsWanted)
            try require(place.serial == model.count, "batch \(model.count) has the serial number \(place.serial)")
            let isTaken = model.contains { $0.isThere && $0.place.entry == place.entry }
            try require(!isTaken, "two batches are in entry \(place.entry)")
            model.append(Batch(place: place, handsWanted: handsWanted))
        case 4..<6:
            let expected = first
            let given = queue.takeHand()
            try require(given?.batch == expected, "a hand went to \(given as Any), not \(expected as Any)")
            guard let expected else { break }
            try require(given!.ticket == model[expected].place, "a hand came with the place \(given!.ticket)")
            model[expected].hands += 1
        case 6..<8: returnHands()
        case 8:
            guard let index = model.indices.randomElement(using: &random) else { break }
            model[index].hands += 1
            queue.addHand(entry: model[index].place.entry, serial: model[index].place.serial)
        default:
            // Mostly the oldest, so that the queue moves on; sometimes one that is gone.
            guard let oldest = model.firstIndex(where: \.isThere) else { break }
            let index = random.oneIn(3) ? Int.random(in: 0..<model.count, using: &random) : oldest
            let isRemoved = queue.remove(model[index].place)
            try require(isRemoved == model[index].isThere, "batch \(index) was removed: \(isRemoved)")
            model[index].isThere = false
        }
        try require(queue.count == model.count { $0.isThere }, "the count is \(queue.count)")
        let demand = model.reduce(0) { $0 + $1.demand }
        try require(queue.demand == demand, "the demand is \(queue.demand), not \(demand)")
        try require((queue.nextPart == nil) == (first == nil), "the next part is \(queue.nextPart as Any)")
        queue.checkInvariants()
    }

    /// Of a batch that may be gone; sometimes it only says what the batch is worth.
    private mutating func returnHands() {
        guard let index = model.indices.filter({ model[$0].hands > 0 }).randomElement(using: &random) else { return }
        let hands = Int.random(in: 0...1, using: &random)
        let handsWanted = Int.random(in: 1...5, using: &random)
        if model[index].demand == 0 {
            lastLeft += 1
            model[index].left = lastLeft
        }
        model[index].hands -= hands
        model[index].handsWanted = max(model[index].handsWanted, handsWanted)
        queue.returnHands(hands, at: model[index].place, handsWanted: handsWanted)
    }
}
