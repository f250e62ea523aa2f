// Whose turn it is: the lane that will have used the workers least. A plain value.

/// Fair queueing by virtual time: a lane's clock advances by the decode time charged to it, and the lane comes next
/// whose clock will be furthest behind after its next part.
///
/// The key is the clock plus what is left of the present part. Each nanosecond charged leaves one less to come, so a
/// batch that was begun keeps its turn: equal batches come one after another, not all at once, while a shorter one
/// comes first. When lanes were ordered only by what they had used, each batch longer than a quantum had to wait for
/// all others once more before its end.
///
/// A lane that was away starts from the pool's present, so it cannot save up time, nor is it punished for what it used
/// long ago. The present advances with the work done, as fast as the clock of a lane that gets its fair share. If it
/// stood still until a lane ahead of it was chosen, a stream of new lanes, which all begin there, would go before that
/// lane for ever.
///
/// Deficit round robin approximates this with rounds and quanta (Shreedhar and Varghese 1995). Since the charge is
/// known only after the work, a heap of clocks is shorter, and has no rounds to spin through when one lane's payloads
/// take a thousand times longer than another's. The order is that of weighted fair queueing (Demers, Keshav and Shenker
/// 1989), with a present that moves by the work done, shared among the lanes that have any. That the present is never
/// behind the lane in service comes from start-time fair queueing (Goyal, Vin and Cheng 1996).
struct FairShare {
    /// Charged when a worker is given and corrected when it comes back, so that workers that become free at the same
    /// moment do not all choose the same lane.
    private static var advance: UInt64 { 100_000 }

    /// A lane is at most this far ahead of the present, and behind it when it is given a worker, in nanoseconds.
    ///
    /// So a payload that took minutes, or a process that was stopped, is held against nobody for long: neither against the
    /// lane that is charged for it, nor, since the present moves by it too, against new lanes, which begin there.
    static var largestLead: UInt64 { 1_000_000_000 }

    /// A lane that begins to wait is at most this far behind the present, in nanoseconds.
    ///
    /// That is some parts, so a lane that only waited for its workers to come back loses nothing. A lane that had all the
    /// workers it could use, and less than its share, saves nothing up.
    static var largestCredit: UInt64 { 5_000_000 }

    /// A binary heap of the waiting lanes; on top is the one whose clock will be furthest behind after its next part.
    private var heap: [Int] = []
    /// For each lane: its clock in nanoseconds, and its index in the heap.
    private var clocks: [UInt64] = []
    private var positions: [Int?] = []
    /// For each lane: what its next part will add to its clock, as far as known.
    private var parts: [UInt64] = []
    /// For each lane: the workers that were given to it and have not come back.
    private var hands: [Int] = []
    /// How many lanes wait or have a worker.
    private var active = 0
    /// The clock that a lane would have if it always had work and got its fair share.
    ///
    /// It is never behind the clock that any lane had when it was chosen.
    private(set) var present: UInt64 = 0
    /// What was charged and has not yet moved the present by a nanosecond.
    private var rest: UInt64 = 0

    var count: Int { heap.count }
    /// The lane whose turn it is.
    var first: Int? { heap.first }

    /// A new lane takes the number `lane`.
    mutating func open(_ lane: Int) {
        while clocks.count <= lane {
            clocks.append(0)
            positions.append(nil)
            parts.append(0)
            hands.append(0)
        }
        clocks[lane] = present
    }

    /// The lane, which had nothing to do, has work again.
    ///
    /// Not for one that only waited for its workers to come back: the lane chosen last may be ahead of it by a part.
    mutating func catchUp(_ lane: Int) {
        clocks[lane] = max(clocks[lane], present)
    }

    /// The lane has work that waits for a worker; its next part will take `part` nanoseconds, 0 if unknown.
    mutating func insert(_ lane: Int, part: UInt64) {
        if let index = positions[lane] {
            guard parts[lane] != part else { return }
            parts[lane] = part
            return restore(index)
        }
        if hands[lane] == 0 { active += 1 }
        parts[lane] = part
        clocks[lane] = max(clocks[lane], present - min(present, Self.largestCredit))
        positions[lane] = heap.count
        heap.append(lane)
        siftUp(heap.count - 1)
    }

    /// The lane has no work left that waits for a worker.
    mutating func remove(_ lane: Int) {
        guard let index = positions[lane] else { return }
        swap(index, heap.count - 1)
        heap.removeLast()
        positions[lane] = nil
        if hands[lane] == 0 { active -= 1 }
        if index < heap.count { restore(index) }
    }

    /// The lane, which is the first, was given a worker.
    mutating func give(_ lane: Int) {
        clocks[lane] = max(clocks[lane], present - min(present, Self.largestLead))
        present = max(present, clocks[lane])
        hands[lane] += 1
        advance(lane, to: clocks[lane] + Self.advance)
    }

    /// A worker that was given to the lane has come back; `nanoseconds` are charged for it.
    mutating func charge(_ lane: Int, nanoseconds: UInt64) {
        let charged = nanoseconds + rest
        present += charged / UInt64(active)
        rest = charged % UInt64(active)
        hands[lane] -= 1
        if hands[lane] == 0, positions[lane] == nil { active -= 1 }
        let clock = clocks[lane] + nanoseconds
        advance(lane, to: min(clock - min(clock, Self.advance), present + Self.largestLead))
    }

    private mutating func advance(_ lane: Int, to clock: UInt64) {
        clocks[lane] = clock
        if let index = positions[lane] { restore(index) }
    }

    private mutating func restore(_ index: Int) {
        siftUp(index)
        siftDown(index)
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0, precedes(index, (index - 1) / 2) {
            swap(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        while true {
            var least = index
            // Written out: a loop over an array of the two would allocate that array, under the work queue's lock.
            let left = 2 * index + 1
            if left < heap.count, precedes(left, least) { least = left }
            if left + 1 < heap.count, precedes(left + 1, least) { least = left + 1 }
            guard least != index else { return }
            swap(index, least)
            index = least
        }
    }

    /// If two would end equally far, the one already begun, which has less to come, goes first.
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (heap[left], heap[right])
        return (end(left), parts[left]) < (end(right), parts[right])
    }

    /// Where the lane's clock will be at the end of its next part.
    private func end(_ lane: Int) -> UInt64 { clocks[lane] + parts[lane] }

    private mutating func swap(_ left: Int, _ right: Int) {
        heap.swapAt(left, right)
        positions[heap[left]] = left
        positions[heap[right]] = right
    }
}
