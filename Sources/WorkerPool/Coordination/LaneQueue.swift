// The batches of one lane, first come, first served. A plain value.

/// Places are counted from 0 for the life of the queue and never used twice, so a late word about a batch that is
/// gone is recognised and ignored.
///
/// A batch may leave from the middle; its place stays empty until those before it are gone too.
struct LaneQueue<Batch> {
    private struct Entry {
        var batch: Batch?
        var handsWanted: Int
        /// Whether one of the wanted hands is kept for the caller, who is expected to come and decode.
        var awaitsCaller: Bool
        var hands = 0

        /// How many more workers it could use.
        var demand: Int { batch == nil ? 0 : max(0, handsWanted - hands - (awaitsCaller ? 1 : 0)) }
    }

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

    mutating func append(_ batch: Batch, handsWanted: Int, awaitsCaller: Bool = false) -> Int {
        entries.append(Entry(batch: batch, handsWanted: handsWanted, awaitsCaller: awaitsCaller))
        demand += entries[entries.count - 1].demand
        count += 1
        return base + entries.count - 1
    }

    /// Gives a worker to the first batch that can use one.
    mutating func takeHand() -> Batch? {
        while nextHungry < entries.count {
            if entries[nextHungry].demand > 0 {
                entries[nextHungry].hands += 1
                demand -= 1
                return entries[nextHungry].batch
            }
            nextHungry += 1
        }
        return nil
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

    /// `count` hands have left the batch at `place`, which is worth `handsWanted` by now.
    ///
    /// Its caller is no longer waited for: who was to come has come by then.
    mutating func returnHands(_ count: Int, at place: Int, handsWanted: Int) {
        guard let index = index(of: place) else { return }
        demand -= entries[index].demand
        entries[index].hands -= count
        entries[index].handsWanted = handsWanted
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
