/// The batches of one lane that are not exhausted: those already begun first, then first come, first served.
///
/// A plain value. Whatever happens to it takes constant time: however many batches wait, were cancelled, or lie between two
/// that want a worker, nobody walks over them, moves them or frees them all at once.
struct LaneQueue<Batch> {
    private struct Entry {
        /// Counted from 0 for the life of the queue and never reused, so that a late word finds nothing.
        var serial: Int
        var batch: Batch?
        var handsWanted: Int
        /// Threads inside that count as one of those.
        var hands = 0
        /// What is left of its present part, in nanoseconds; 0 if its cost is unknown.
        var part: UInt64
        var hasBegun = false
        /// Its neighbours in the list that it is in, or those of the vacant entries; -1 for none.
        var previous = -1
        var next = -1

        /// How many more workers it could use; it is in a list while it could use any.
        var demand: Int { batch == nil ? 0 : max(0, handsWanted - hands) }

        init(_ batch: Batch, serial: Int, handsWanted: Int, part: UInt64) {
            self.batch = batch
            self.serial = serial
            self.handsWanted = handsWanted
            self.part = part
        }
    }

    /// Entries linked in an order; -1 for none.
    private struct List {
        private(set) var first = -1
        private(set) var last = -1

        mutating func append(_ index: Int, in entries: inout BlockArray<Entry>) {
            entries[index].previous = last
            entries[index].next = -1
            if last >= 0 { entries[last].next = index } else { first = index }
            last = index
        }

        mutating func remove(_ index: Int, in entries: inout BlockArray<Entry>) {
            let (previous, next) = (entries[index].previous, entries[index].next)
            if previous >= 0 { entries[previous].next = next } else { first = next }
            if next >= 0 { entries[next].previous = previous } else { last = previous }
        }
    }

    private var entries = BlockArray<Entry>()
    /// How many entries, the first ones, were in use since the queue was last empty.
    private var used = 0
    /// The first of those that are vacant again; -1 for none.
    private var vacant = -1
    /// Begun, left, and in want of a worker again; in the order in which they were left.
    private var begun = List()
    /// Never begun; in the order in which they came.
    private var fresh = List()
    private var lastSerial = -1

    /// How many more workers the queue could use.
    private(set) var demand = 0
    /// Batches that are not exhausted.
    private(set) var count = 0

    /// - Returns: The batch's entry and serial number, for a ``Ticket``.
    mutating func append(_ batch: Batch, handsWanted: Int, work: UInt64) -> (entry: Int, serial: Int) {
        lastSerial += 1
        let entry = Entry(batch, serial: lastSerial, handsWanted: handsWanted, part: min(work, Policy.longestPart))
        count += 1
        demand += entry.demand
        let index = place(entry)
        link(index)
        return (index, lastSerial)
    }

    private mutating func place(_ entry: Entry) -> Int {
        let index: Int
        if vacant >= 0 {
            index = vacant
            vacant = entries[index].next
        } else {
            index = used
            used += 1
        }
        if index < entries.count { entries[index] = entry } else { entries.append(entry) }
        return index
    }

    /// How long the next batch in want of a worker will take until it, or its present part, is over, in nanoseconds;
    /// nil if there is none.
    var nextPart: UInt64? { demand > 0 ? entries[first].part : nil }

    private var first: Int { begun.first >= 0 ? begun.first : fresh.first }

    /// Gives a worker to the next batch in want of one; `others` is how many more that batch could use.
    mutating func takeHand() -> (batch: Batch, ticket: (entry: Int, serial: Int), others: Int)? {
        guard demand > 0, let batch = entries[first].batch else { return nil }
        let index = first
        addHand(to: index)
        return (batch, (index, entries[index].serial), entries[index].demand)
    }

    /// A thread that nobody sent has come to a batch, and takes the place of a worker there.
    mutating func addHand(entry: Int, serial: Int) {
        if isThere(entry, serial) { addHand(to: entry) }
    }

    private mutating func addHand(to index: Int) {
        if entries[index].demand > 0 {
            demand -= 1
            if entries[index].demand == 1 { unlink(index) }
        }
        entries[index].hands += 1
    }

    /// Threads come back from a batch, which is worth at least `handsWanted` by now: a late word does not make it worth
    /// less.
    ///
    /// `work` is how long the rest of it will take, in nanoseconds, 0 if unknown; `used` is how much of its part the visit
    /// took.
    mutating func returnHands(
        _ hands: Int,
        entry: Int,
        serial: Int,
        handsWanted: Int,
        work: UInt64,
        used: UInt64
    ) {
        guard isThere(entry, serial) else { return }
        let before = entries[entry].demand
        entries[entry].hands -= hands
        entries[entry].handsWanted = max(entries[entry].handsWanted, handsWanted)
        let part = entries[entry].part
        // Its part is over if what is left of it is shorter than this visit was: another would overrun it.
        entries[entry].part = min(work, part >= 2 * used ? part - used : Policy.longestPart)
        let after = entries[entry].demand
        demand += after - before
        if before == 0 {
            entries[entry].hasBegun = true
            if after > 0 { link(entry) }
        }
    }

    /// Removes a batch that is exhausted or has ended.
    ///
    /// - Returns: false if it was removed before.
    mutating func remove(entry: Int, serial: Int) -> Bool {
        guard isThere(entry, serial) else { return false }
        let before = entries[entry].demand
        if before > 0 { unlink(entry) }
        demand -= before
        count -= 1
        entries[entry].batch = nil
        if count == 0 {
            (used, vacant) = (0, -1)
            entries.removeLastBlock()  // one at a time: a large backlog's room is not given back all at once
        } else {
            entries[entry].next = vacant
            vacant = entry
        }
        return true
    }

    private func isThere(_ entry: Int, _ serial: Int) -> Bool {
        entry < entries.count && entries[entry].serial == serial && entries[entry].batch != nil
    }

    private mutating func link(_ index: Int) {
        if entries[index].hasBegun { begun.append(index, in: &entries) } else { fresh.append(index, in: &entries) }
    }

    private mutating func unlink(_ index: Int) {
        if entries[index].hasBegun { begun.remove(index, in: &entries) } else { fresh.remove(index, in: &entries) }
    }

    // MARK: Invariants

    /// Traps unless what the queue counts is what is in it; in time proportional to it, for tests.
    func checkInvariants() {
        var linked: Set<Int> = []
        for (list, hasBegun) in [(begun, true), (fresh, false)] {
            var (previous, index) = (-1, list.first)
            while index >= 0 {
                precondition(linked.insert(index).inserted, "an entry is linked twice")
                precondition(entries[index].previous == previous && entries[index].hasBegun == hasBegun)
                (previous, index) = (index, entries[index].next)
            }
            precondition(list.last == previous)
        }
        let all = 0..<entries.count
        precondition(linked == Set(all.filter { entries[$0].demand > 0 }), "a hungry entry is not linked")
        precondition(demand == all.reduce(0) { $0 + entries[$1].demand })
        precondition(count == all.count { entries[$0].batch != nil })
        precondition(used <= entries.count && !all.suffix(from: used).contains { entries[$0].batch != nil })
    }
}

/// An array that grows and shrinks by blocks: an append never moves what is there, so it takes constant time however long
/// the array is.
///
/// A plain value. Only the first block grows as an array does, so a short one is no larger than it must be.
struct BlockArray<Element> {
    private var blocks: [[Element]] = []
    private(set) var count = 0

    subscript(index: Int) -> Element {
        get { blocks[index / Policy.entriesInBlock][index % Policy.entriesInBlock] }
        _modify { yield &blocks[index / Policy.entriesInBlock][index % Policy.entriesInBlock] }
    }

    mutating func append(_ element: Element) {
        if count == blocks.count * Policy.entriesInBlock {
            blocks.append([])
            if count > 0 { blocks[blocks.count - 1].reserveCapacity(Policy.entriesInBlock) }
        }
        blocks[blocks.count - 1].append(element)
        count += 1
    }

    /// Removes the last block with its elements, unless it is the only one.
    mutating func removeLastBlock() {
        guard blocks.count > 1, let last = blocks.popLast() else { return }
        count -= last.count
    }
}
