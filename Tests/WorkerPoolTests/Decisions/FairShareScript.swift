// Shorthand in which the tests tell the fair share what happens.

@testable import WorkerPool

extension FairShare {
    /// So many lanes, which all wait, with parts of an unknown length.
    init(waiting lanes: Int) {
        self.init()
        for lane in 0..<lanes {
            open(lane)
            insert(lane)
        }
    }

    mutating func insert(_ lane: Int) { insert(lane, part: 0) }

    /// The lane is given a worker, which comes back after `nanoseconds`.
    mutating func use(_ lane: Int, nanoseconds: UInt64) {
        give(lane)
        charge(lane, nanoseconds: nanoseconds)
    }

    /// The lanes that wait, each taken away when its turn has come.
    func order() -> [Int] {
        var (rest, order) = (self, [Int]())
        while let lane = rest.first {
            order.append(lane)
            rest.remove(lane)
        }
        return order
    }

    /// Lets the lanes whose turn it is use a millisecond at a time, until it is `lane`'s.
    ///
    /// - Returns: What they used, in nanoseconds; no more than a minute.
    mutating func usesBefore(_ lane: Int) -> UInt64 {
        var used: UInt64 = 0
        while let next = first, next != lane, used < 60_000_000_000 {
            use(next, nanoseconds: 1_000_000)
            used += 1_000_000
        }
        return used
    }

    /// Lets the lanes whose turn it is use `nanoseconds` at a time, and the whole of them `total`.
    ///
    /// - Returns: How often it was `lane`'s.
    mutating func uses(of lane: Int, of nanoseconds: UInt64, until total: UInt64) -> Int {
        var count = 0
        for _ in 0..<total / nanoseconds {
            guard let next = first else { break }
            if next == lane { count += 1 }
            use(next, nanoseconds: nanoseconds)
        }
        return count
    }
}
