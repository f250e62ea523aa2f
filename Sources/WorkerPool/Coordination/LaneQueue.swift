// The batches of one lane, first come, first served. A plain value.

/// Places are counted from 0 for the life of the queue and never reused, so a late word about a batch that is gone is
/// recognised and ignored.
///
/// A batch may leave from the middle: one that takes hours must not hold the storage of all that came after it. Its
/// entry stays, empty, until three of four are, so that removing one takes constant time on average.
struct LaneQueue<Batch> {
    struct Entry {
        let place: Int
        var batch: Batch?
        var handsWanted: Int
        /// What is left of its present part, in nanoseconds; 0 if its cost is unknown.
        var part: UInt64
        /// Whether one of the wanted hands is kept for the caller, which is expected to come and decode.
        var awaitsCaller: Bool
        var hands = 0

        /// How many more workers it could use.
        var demand: Int { batch == nil ? 0 : max(0, handsWanted - hands - (awaitsCaller ? 1 : 0)) }
    }

    /// The longest part of a batch, in nanoseconds; the fair share decides on a batch part by part.
    ///
    /// So a batch no longer than this, once its turn has come, is decoded to its end unless a shorter one arrives.
    private static var longestPart: UInt64 { 1_000_000 }

    /// In the order of their places; some are empty.
    private(set) var entries: [Entry] = []
    private var nextPlace = 0
    /// Entries before this index have no demand.
    private var nextHungry = 0

    /// How many more workers the queue could use.
    private(set) var demand = 0
    /// Batches that are not exhausted.
    private(set) var count = 0

    mutating func append(_ batch: Batch, handsWanted: Int, work: UInt64, awaitsCaller: Bool) -> Int {
        let entry = Entry(
            place: nextPlace,
            batch: batch,
            handsWanted: handsWanted,
            part: min(work, Self.longestPart),
            awaitsCaller: awaitsCaller
        )
        entries.append(entry)
        demand += entry.demand
        count += 1
        nextPlace += 1
        return entry.place
    }

    /// How long the first batch that can use a worker will take until it, or its present part, is over, in nanoseconds;
    /// nil if there is none.
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
    ///
    /// A walk over those before it that cannot, which are few unless a batch at the front gets a hand back before a long
    /// backlog.
    private var hungry: Int? {
        mutating get {
            guard demand > 0 else { return nil }
            while entries[nextHungry].demand == 0 { nextHungry += 1 }
            return nextHungry
        }
    }

    /// The caller of the batch at `place` has come; it takes one of the batch's hands if `isHand`.
    mutating func meetCaller(at place: Int, isHand: Bool) {
        change(at: place) { entry in
            entry.awaitsCaller = false
            if isHand { entry.hands += 1 }
        }
    }

    /// `count` hands have left the batch at `place`, charged `used` nanoseconds; `work` nanoseconds of it are left.
    ///
    /// It is worth `handsWanted`, or more if a later word came first: that number only grows. Its caller is no longer
    /// waited for: if it was going to help, it has come by now.
    mutating func returnHands(_ count: Int, at place: Int, handsWanted: Int, work: UInt64, used: UInt64) {
        change(at: place) { entry in
            entry.hands -= count
            entry.handsWanted = max(entry.handsWanted, handsWanted)
            entry.part = min(work, entry.part > used ? entry.part - used : Self.longestPart)
            entry.awaitsCaller = false
        }
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

    private mutating func change(at place: Int, _ body: (inout Entry) -> Void) {
        guard let index = index(of: place) else { return }
        demand -= entries[index].demand
        body(&entries[index])
        demand += entries[index].demand
        if entries[index].demand > 0 { nextHungry = min(nextHungry, index) }
    }

    /// An entry's index is its place less the front's, unless empty ones before it were dropped; then a binary search
    /// finds it.
    private func index(of place: Int) -> Int? {
        guard let front = entries.first?.place, place >= front else { return nil }
        if place - front < entries.count, entries[place - front].place == place { return place - front }
        var range = entries.indices
        while let first = range.first {
            let middle = first + range.count / 2
            if entries[middle].place == place { return middle }
            range = entries[middle].place < place ? middle + 1..<range.upperBound : first..<middle
        }
        return nil
    }

    /// Drops the empty entries once three of four are empty, of 32 or more.
    private mutating func compact() {
        if count == 0 {
            // Frees the storage of a large backlog that is over.
            entries.removeAll(keepingCapacity: entries.capacity <= 1024)
            nextHungry = 0
        } else if entries.count >= max(32, 4 * count) {
            // Into room of its own: that of a backlog that is over is given back here too.
            entries = entries.filter { $0.batch != nil }
            nextHungry = 0
        }
    }
}
