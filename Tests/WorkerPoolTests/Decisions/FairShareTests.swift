import Testing

@testable import WorkerPool

@Suite("The fair share")
struct FairShareTests {
    // MARK: Order

    @Test func `the lane that has used least comes next`() {
        var share = FairShare(waiting: 3)
        for (lane, nanoseconds) in [(0, 3_000_000), (1, 1_000_000), (2, 2_000_000)] as [(Int, UInt64)] {
            share.use(lane, nanoseconds: nanoseconds)
        }
        #expect(share.order() == [1, 2, 0])
    }

    @Test func `the lane that will have used least comes next`() {
        var share = FairShare(waiting: 3)
        share.insert(0, part: 800_000)
        share.insert(1, part: 75_000)
        share.insert(2, part: 900_000)
        share.use(2, nanoseconds: 300_000)
        share.insert(2, part: 450_000)
        #expect(share.order() == [1, 2, 0])
    }

    @Test func `of two that would end equally far the one with less to come is first`() {
        var share = FairShare(waiting: 2)
        for lane in 0..<2 { share.insert(lane, part: 800_000) }
        share.use(1, nanoseconds: 300_000)
        share.insert(1, part: 500_000)
        #expect(share.first == 1)
    }

    @Test func `a part of an unknown length counts as a quantum`() {
        var share = FairShare(waiting: 3)
        share.insert(0, part: Policy.quantum + 1)
        share.insert(1, part: 0)
        share.insert(2, part: Policy.quantum - 1)
        #expect(share.order() == [2, 1, 0])
    }

    @Test func `workers that come at the same time go to different lanes`() {
        var share = FairShare(waiting: 3)
        let given = (0..<3)
            .map { _ in
                let lane = share.first!
                share.give(lane)
                return lane
            }
        #expect(Set(given) == [0, 1, 2])
        #expect((0..<3).allSatisfy { share.workers(of: $0) == 1 })
    }

    @Test func `a lane that was inserted twice is there once`() {
        var share = FairShare(waiting: 1)
        share.insert(0)
        #expect(share.count == 1)
        share.remove(0)
        share.remove(0)
        #expect(share.count == 0)
        #expect(share.first == nil)
        share.checkInvariants()
    }

    // MARK: The present

    @Test func `a lane that was away starts from the present`() {
        var share = FairShare(waiting: 1)
        share.open(1)
        for _ in 0..<100 { share.use(0, nanoseconds: 1_000_000) }
        share.catchUp(1)
        share.insert(1)
        share.use(1, nanoseconds: 2_000_000)
        #expect(share.first == 0, "lane 1 has saved nothing up")
    }

    @Test func `a new lane starts from the present`() {
        var share = FairShare(waiting: 1)
        for _ in 0..<100 { share.use(0, nanoseconds: 1_000_000) }
        share.open(1)
        share.catchUp(1)
        share.insert(1)
        share.use(1, nanoseconds: 2_000_000)
        #expect(share.first == 0)
    }

    @Test func `a new lane does not pay for the one whose number it took`() {
        var share = FairShare(waiting: 2)
        share.use(0, nanoseconds: 900_000_000)
        share.remove(0)
        share.open(0)
        share.insert(0)
        #expect(share.uses(of: 0, of: 200_000, until: 10_000_000) > 0)
    }

    @Test func `the present moves with the work, however little it is`() {
        var share = FairShare(waiting: 100)
        for _ in 0..<1000 {
            share.remove(0)
            share.open(0)
            share.insert(0, part: 1)
            share.use(0, nanoseconds: 50)
        }
        #expect(share.present == 500)
    }

    @Test func `the present does not pass the end of a part that waits, however long somebody else took`() {
        var share = FairShare(waiting: 2)
        share.insert(0, part: 600_000)
        share.insert(1, part: 700_000)
        share.use(0, nanoseconds: 900_000_000)
        #expect(share.present == 700_000)
        share.remove(1)
        share.use(0, nanoseconds: 400_000_000)
        #expect(share.present > 400_000_000, "nobody waits for it now")
    }

    @Test func `the present never goes back`() {
        var share = FairShare(waiting: 2)
        share.insert(1, part: 1_000_000)
        share.use(0, nanoseconds: 900_000_000)
        let before = share.present
        share.insert(1, part: 1000)
        share.use(1, nanoseconds: 1000)
        #expect(share.present >= before)
    }

    /// Three clients open a lane for each batch, while a giant's lane is ahead of the present.
    @Test(arguments: [0, 200_000] as [UInt64])
    func `a lane does not starve beside new ones`(part: UInt64) {
        var share = FairShare(waiting: 1)
        share.use(0, nanoseconds: 5_000_000)
        share.insert(0, part: 1_000_000)
        for client in 1...3 {
            share.open(client)
            share.insert(client, part: part)
        }
        var used: [UInt64] = [0, 0, 0, 0]
        for _ in 0..<10_000 {
            let lane = share.first!
            let nanoseconds: UInt64 = lane == 0 ? 300_000 : 200_000
            used[lane] += nanoseconds
            share.give(lane)
            if lane > 0 { share.remove(lane) }
            share.charge(lane, nanoseconds: nanoseconds)
            if lane > 0 {
                // A client learns that its batch is over once the worker has taken the next.
                if let next = share.first {
                    share.give(next)
                    share.charge(next, nanoseconds: 0)
                }
                share.open(lane)
                share.insert(lane, part: part)
            }
        }
        let fraction = Double(used[0]) / Double(used.reduce(0, +))
        #expect((0.15...0.35).contains(fraction), "the giant had \(fraction) of the time")
    }

    // MARK: Credit

    /// Four lanes that dispatch early have a worker each whenever they want one, and less than their share of eight.
    @Test func `a lane that never waited has saved nothing up`() {
        var share = FairShare(waiting: 0)
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
        #expect(share.usesBefore(5) <= 4 * 2 * Policy.longestPart)
    }

    @Test func `a lane that only waited for its workers to come back loses nothing`() {
        var share = FairShare(waiting: 2)
        share.give(0)
        share.remove(0)
        for _ in 0..<9 { share.use(1, nanoseconds: 100_000) }
        share.charge(0, nanoseconds: 50_000)
        share.insert(0, part: 700_000)
        #expect(share.first == 0, "it has used 50 us, and the other 900")
    }

    @Test func `however long somebody took, each lane that waited has a part before one that comes`() {
        var share = FairShare(waiting: 11)
        for lane in 0..<11 { share.insert(lane, part: Policy.longestPart) }
        share.use(10, nanoseconds: 1_200_000_000)
        share.remove(10)
        share.open(11)
        share.insert(11, part: 20_000)
        #expect(share.usesBefore(11) <= 10 * Policy.longestPart)
        share.checkInvariants()
    }

    @Test func `lanes that wait are still owed what somebody took too much of`() {
        var share = FairShare(waiting: 2)
        for lane in 0..<2 { share.insert(lane, part: Policy.longestPart) }
        share.use(1, nanoseconds: 600_000_000)
        let used = share.usesBefore(1)
        #expect((590_000_000...602_000_000).contains(used), "lane 0 had \(used) ns before lane 1's next turn")
    }

    // MARK: Debt

    /// Its process was stopped while both its workers were inside, and it never was without work.
    @Test func `a stop is held against nobody for long`() {
        var share = FairShare(waiting: 2)
        for lane in 0..<2 { share.insert(lane, part: 1_000_000) }
        for _ in 0..<2 { share.give(0) }
        for _ in 0..<2 { share.charge(0, nanoseconds: 60_000_000_000) }
        share.open(2)
        share.insert(2, part: 20_000)
        #expect(share.usesBefore(2) <= Policy.longestPart, "the new lane does not pay")
        let used = share.usesBefore(0)
        #expect(used <= 2 * (Policy.largestLead + Policy.longestPart))
        #expect(used >= 2 * Policy.largestLead - 10 * Policy.longestPart, "but for a second it does")
    }

    @Test func `a payload that took minutes is not held against its lane for ever`() {
        var share = FairShare(waiting: 2)
        share.use(0, nanoseconds: 600_000_000_000)
        for lane in 0..<2 { share.remove(lane) }
        for lane in 0..<2 {
            share.catchUp(lane)
            share.insert(lane)
        }
        let used = share.usesBefore(0)
        #expect(used <= Policy.largestLead + Policy.longestPart)
        #expect(used >= Policy.largestLead / 2)
    }
}
