import Testing

@testable import WorkerPool

@Suite("A lane's queue")
struct LaneQueueTests {
    @Test func handsGoToTheFirstBatchThatWantsOne() {
        var queue = LaneQueue<String>()
        _ = queue.append("a", handsWanted: 2)
        _ = queue.append("b", handsWanted: 1)
        let given = (0..<4).map { _ in queue.takeHand() }
        #expect(given == ["a", "a", "b", nil])
        #expect(queue.demand == 0)
        #expect(queue.count == 2)
    }

    @Test func theNextPartIsWhatIsLeftOfTheBatchButNoLongerThanAMillisecond() {
        var queue = LaneQueue<String>()
        var part = queue.nextPart
        #expect(part == nil)
        let a = queue.append("a", handsWanted: 1, work: 1_200_000)
        _ = queue.append("b", handsWanted: 1, work: 75_000)
        part = queue.nextPart
        #expect(part == 1_000_000)
        _ = queue.takeHand()
        part = queue.nextPart
        #expect(part == 75_000, "what waits is batch b")
        queue.returnHands(1, at: a, handsWanted: 1, work: 900_000, used: 300_000)
        part = queue.nextPart
        #expect(part == 700_000, "the rest of the part that was begun")
        _ = queue.takeHand()
        queue.returnHands(1, at: a, handsWanted: 1, work: 150_000, used: 750_000)
        part = queue.nextPart
        #expect(part == 150_000, "a new part")
    }

    @Test func aHandThatComesBackIsWantedByItsBatchAgain() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 1)
        _ = queue.append("b", handsWanted: 1)
        _ = queue.takeHand()
        _ = queue.takeHand()
        queue.returnHands(1, at: a, handsWanted: 1)
        let next = queue.takeHand()
        #expect(next == "a")
    }

    @Test func aLateWordDoesNotMakeABatchWorthLess() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 1)
        _ = queue.takeHand()
        queue.returnHands(0, at: a, handsWanted: 8)
        queue.returnHands(1, at: a, handsWanted: 3)
        #expect(queue.demand == 8)
    }

    @Test func aBatchThatHasMoreHandsThanItIsWorthIsGivenNoMore() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 2)
        for _ in 0..<3 { queue.meetCaller(at: a, isHand: true) }
        queue.returnHands(1, at: a, handsWanted: 2)
        #expect(queue.demand == 0)
        let next = queue.takeHand()
        #expect(next == nil)
    }

    @Test func aBatchThatStaysKeepsNoRoomForThoseThatCameAfterIt() {
        var queue = LaneQueue<Int>()
        let giant = queue.append(-1, handsWanted: 1)
        _ = queue.takeHand()
        let backlog = (0..<10_000).map { queue.append($0, handsWanted: 1) }
        for (number, place) in backlog.enumerated() {
            let given = queue.takeHand()
            #expect(given == number)
            let removed = queue.remove(at: place)
            #expect(removed == number)
        }
        #expect(queue.entries.count <= 32)
        #expect(queue.entries.capacity <= 64)
        let removed = queue.remove(at: giant)
        #expect(removed == -1)
        #expect(queue.entries.isEmpty)
    }

    @Test func aHandThatCameByItselfIsWantedNoMore() {
        var queue = LaneQueue<String>()
        let a = queue.append("a", handsWanted: 2)
        queue.meetCaller(at: a, isHand: true)
        #expect(queue.demand == 1)
        queue.meetCaller(at: a, isHand: true)
        queue.meetCaller(at: a, isHand: true)
        #expect(queue.demand == 0)
        let next = queue.takeHand()
        #expect(next == nil)
    }

    @Test func aPlaceIsKeptForACallerThatIsExpectedUntilItComesOrAWorkerComesBack() {
        for isHand in [true, false, nil] {
            var queue = LaneQueue<String>()
            let a = queue.append("a", handsWanted: 3, awaitsCaller: true)
            #expect(queue.demand == 2)
            _ = queue.takeHand()
            _ = queue.takeHand()
            let kept = queue.takeHand()
            #expect(kept == nil)
            if let isHand {
                queue.meetCaller(at: a, isHand: isHand)
                #expect(queue.demand == (isHand ? 0 : 1))
            } else {
                queue.returnHands(1, at: a, handsWanted: 3)
                #expect(queue.demand == 2)
            }
            let next = queue.takeHand()
            #expect(next == (isHand == true ? nil : "a"))
        }
    }

    @Test func placesAreNeverUsedTwice() {
        var queue = LaneQueue<Int>()
        let places = (0..<5000)
            .map { number in
                let place = queue.append(number, handsWanted: 1)
                if number % 3 != 0 { _ = queue.remove(at: place) }
                return place
            }
        #expect(places == Array(0..<5000))
        let removed = places.compactMap { queue.remove(at: $0) }
        #expect(removed == stride(from: 0, to: 5000, by: 3).map(\.self))
        #expect(queue.count == 0)
        let next = queue.append(-1, handsWanted: 1)
        #expect(next == 5000)
    }

    @Test func aBatchThatIsRemovedIsLetGo() {
        final class Token {}
        var queue = LaneQueue<Token>()
        weak var token: Token?
        let first = queue.append(Token(), handsWanted: 1)
        do {
            let second = Token()
            token = second
            _ = queue.remove(at: queue.append(second, handsWanted: 1))
        }
        #expect(token == nil, "although the place before it is still taken")
        _ = queue.remove(at: first)
    }

    @Test(.timeLimit(.minutes(1)))
    func itAnswersAsAnArrayThatIsSearchedFromTheFront() {
        struct Entry {
            var isThere = true
            var handsWanted: Int
            var hands = 0
            var demand: Int { isThere ? max(0, handsWanted - hands) : 0 }
        }
        Seeds.each(50) { seed in
            var random = SplitMix(seed: seed)
            var queue = LaneQueue<Int>()
            var model: [Entry] = []
            let appetite = Int.random(in: 2...8, using: &random)
            for _ in 0..<400 {
                switch Int.random(in: 0..<11, using: &random) {
                case 0..<appetite / 2:
                    let handsWanted = Int.random(in: 1...4, using: &random)
                    let place = queue.append(model.count, handsWanted: handsWanted)
                    try require(place == model.count, "place \(place) was given for batch \(model.count)")
                    model.append(Entry(handsWanted: handsWanted))
                case 4..<6:
                    let expected = model.firstIndex { $0.demand > 0 }
                    let given = queue.takeHand()
                    try require(given == expected, "a hand went to \(given as Any), not \(expected as Any)")
                    if let expected { model[expected].hands += 1 }
                case 6..<8:
                    guard let place = model.indices.filter({ model[$0].hands > 0 }).randomElement(using: &random)
                    else { continue }
                    model[place].hands -= 1
                    let handsWanted = Int.random(in: 1...5, using: &random)
                    model[place].handsWanted = max(model[place].handsWanted, handsWanted)
                    queue.returnHands(1, at: place, handsWanted: handsWanted)
                case 8:
                    guard let place = model.indices.randomElement(using: &random) else { continue }
                    if model[place].isThere { model[place].hands += 1 }
                    queue.meetCaller(at: place, isHand: true)
                default:
                    // Mostly the oldest, so that the queue moves on; sometimes one that is gone.
                    guard let oldest = model.firstIndex(where: \.isThere) else { continue }
                    let place = random.oneIn(3) ? Int.random(in: 0..<model.count, using: &random) : oldest
                    let removed = queue.remove(at: place)
                    try require(
                        removed == (model[place].isThere ? place : nil),
                        "\(removed as Any) was removed at \(place)"
                    )
                    model[place].isThere = false
                }
                try require(queue.count == model.count { $0.isThere }, "the count is \(queue.count)")
                let demand = model.reduce(0) { $0 + $1.demand }
                try require(queue.demand == demand, "the demand is \(queue.demand), not \(demand)")
            }
        }
    }
}
