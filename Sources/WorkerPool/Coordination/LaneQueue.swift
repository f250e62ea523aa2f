// The batches of one lane, first come, first served. A plain value.

/// Places are counted from 0 for the life of the queue and never used twice, so a late word about a batch that is
/// gone is recognised and ignored.
///
/// A batch may leave from the middle; its place stays empty until those before it are gone too.
struct LaneQueue<Batch> {
    private struct Entry {
        var batch: Batch?
        var handsWanted: Int
        /// What is left of the part of it that is decided on as one, in nanoseconds; 0 where its cost is not known.
        var part: UInt64
        /// Whether one of the wanted hands is kept for the caller, who is expected to come and decode.
        var awaitsCaller: Bool
        var hands = 0

        /// How many more workers it could use.
        var demand: Int { batch == nil ? 0 : max(0, handsWanted - hands - (awaitsCaller ? 1 : 0)) }
    }

    /// A batch that takes no longer than so many nanoseconds is decided on as one.
    ///
    /// When its turn has come it is decoded to its end, but for what is shorter than the rest of it. Longer ones are so in parts.
    private static var longestPart: UInt64 { 1_000_000 }

    private var entries: [Entry] = []
    /// The place of `entries[0]`.
    private var base = 0
    /// Entries before this index are gone.
    private var head = 0
    /// Entries before this index have no demand.
    private var nextHungry = 0

    /// How many more workers the queue could use.
    private(set) var demand = 0
    /// Batches that are not exhausted.
    private(set) var count = 0

    mutating func append(_ batch: Batch, handsWanted: Int, work: UInt64 = 0, awaitsCaller: Bool = false) -> Int {
        let part = min(work, Self.longestPart)
        entries.append(Entry(batch: batch, handsWanted: handsWanted, part: part, awaitsCaller: awaitsCaller))
        demand += entries[entries.count - 1].demand
        count += 1
        return base + entries.count - 1
    }

    /// What the first batch that can use a worker will take until it, or the present part of it, is over, in nanoseconds; nil where
    /// there is none.
    var nextPart: UInt64? {
        mutating get { hungry.map { entries[$0].part } }
    }

    /// Gives a worker to the first batch that can use one.
    mutating func takeHand() -> Batch? {
        guard let index = hungry else { return nil }
        entries[index].hands += 1
        demand -= 1
        return entries[index].batch
    }

    /// The index of the first batch that can use a worker.
    private var hungry: Int? {
        mutating get {
            guard demand > 0 else { return nil }
            while entries[nextHungry].demand == 0 { nextHungry += 1 }
            return nextHungry
        }
    }

    /// The caller of the batch at `place` has come: to be a hand of it, where `isHand` says so, or to sleep.
    mutating func meetCaller(at place: Int, isHand: Bool) {
        guard let index = index(of: place) else { return }
        demand -= entries[index].demand
        entries[index].awaitsCaller = false
        if isHand { entries[index].hands += 1 }
        demand += entries[index].demand
        nextHungry = min(nextHungry, index)
    }

    /// `count` hands have left the batch at `place`, after `used` nanoseconds; what is left of it is `work` nanoseconds, worth `handsWanted`.
    ///
    /// Its caller is no longer waited for: who was to come has come by then.
    mutating func returnHands(_ count: Int, at place: Int, handsWanted: Int, work: UInt64 = 0, used: UInt64 = 0) {
        guard let index = index(of: place) else { return }
        demand -= entries[index].demand
        entries[index].hands -= count
        entries[index].handsWanted = handsWanted
        let part = entries[index].part
        entries[index].part = min(work, part > used ? part - used : Self.longestPart)
        entries[index].awaitsCaller = false
        demand += entries[index].demand
        nextHungry = min(nextHungry, index)
    }

    /// Removes a batch that is exhausted or cancelled; nil if it was removed before.
    mutating func remove(at place: Int) -> Batch? {
        guard let index = index(of: place), let batch = entries[index].batch else { return nil }
        demand -= entries[index].demand
        entries[index].batch = nil
        count -= 1
        compact()
        return batch
    }

    private func index(of place: Int) -> Int? {
        let index = place - base
        return index >= head && index < entries.count ? index : nil
    }

    /// Forgets the empty places in front, in constant time on average.
    private mutating func compact() {
        while head < entries.count && entries[head].batch == nil { head += 1 }
        guard head == entries.count || head >= max(32, entries.count / 2) else { return }
        base += head
        entries.removeFirst(head)
        nextHungry = max(0, nextHungry - head)
        head = 0
        if entries.isEmpty && entries.capacity > 1024 { entries = [] }
    }
}
