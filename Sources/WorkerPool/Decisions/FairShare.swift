/// Whose turn it is: the lane that will have used the workers least when its next part is over.
///
/// A plain value. Fair queueing by virtual time: a lane's clock advances by the decode time charged to it, and the lane comes next
/// whose clock will be furthest behind after its next part. So a batch that was begun keeps its turn: each nanosecond
/// charged leaves one less to come; equal batches come one after another, not all at once, while a shorter one comes
/// first.
///
/// A lane that was away starts from the pool's *present*, so it cannot save up time, nor is it punished for what it
/// used long ago. The present advances with the work done, as fast as the clock of a lane that gets its fair share; if
/// it stood still while lanes come for the first time, which all start there, they would go before a lane that is ahead
/// of it for ever. But it never passes the end of the first part that waits; it is never behind the clock that a lane
/// had when it was chosen; and it never goes back. So no lane that waits is further behind it than its part, however long
/// ago and for whatever reason others got ahead, and whoever comes starts beside them: before it, each has at most one
/// part.
///
/// The order is that of weighted fair queueing (Demers, Keshav and Shenker 1989), with a present that moves by the work
/// done among the lanes that have any. That it keeps to the lanes that wait comes from start-time fair queueing (Goyal,
/// Vin and Cheng 1996).
struct FairShare {
    private struct Lane {
        /// In nanoseconds.
        var clock: UInt64 = 0
        /// What its next part will add to its clock, as far as known.
        var part: UInt64 = 0
        /// The workers that were given to it and have not come back.
        var workers = 0
        /// Its index in the heap; nil if nothing of it waits for a worker.
        var position: Int?

        var isActive: Bool { workers > 0 || position != nil }
        /// Where its clock will be at the end of its next part.
        var end: UInt64 { clock + part }
    }

    private var lanes: [Lane] = []
    /// A binary heap of the lanes with work that waits; on top is the one whose turn it is.
    private var heap: [Int] = []
    /// How many lanes wait or have a worker.
    private var active = 0
    /// Where a lane that comes now starts, in nanoseconds.
    private(set) var present: UInt64 = 0
    /// What was charged and has not yet moved the present by a nanosecond.
    private var remainder: UInt64 = 0

    /// How many lanes wait.
    var count: Int { heap.count }
    /// The lane whose turn it is.
    var first: Int? { heap.first }
    /// The workers that were given to a lane and have not come back.
    func workers(of lane: Int) -> Int { lanes[lane].workers }

    /// A new lane takes the number `lane`.
    mutating func open(_ lane: Int) {
        while lanes.count <= lane { lanes.append(Lane()) }
        lanes[lane].clock = present
    }

    /// The lane, which had nothing to do, has work again.
    ///
    /// Not for one that only waited for its workers to come back.
    mutating func catchUp(_ lane: Int) {
        lanes[lane].clock = max(lanes[lane].clock, present)
    }

    /// The lane has work that waits for a worker; its next part will take `part` nanoseconds, 0 if unknown.
    ///
    /// What is unknown counts as a quantum, which its first worker will stay: if it counted as nothing, the present would
    /// stand still as long as such lanes wait.
    mutating func insert(_ lane: Int, part known: UInt64) {
        let part = known > 0 ? known : Policy.quantum
        if let index = lanes[lane].position {
            guard lanes[lane].part != part else { return }
            lanes[lane].part = part
            return restore(index)
        }
        if !lanes[lane].isActive { active += 1 }
        lanes[lane].part = part
        lanes[lane].clock = max(lanes[lane].clock, present - min(present, Policy.largestCredit))
        lanes[lane].position = heap.count
        heap.append(lane)
        siftUp(heap.count - 1)
    }

    /// The lane has no work left that waits for a worker.
    mutating func remove(_ lane: Int) {
        guard let index = lanes[lane].position else { return }
        swap(index, heap.count - 1)
        heap.removeLast()
        lanes[lane].position = nil
        if !lanes[lane].isActive { active -= 1 }
        if index < heap.count { restore(index) }
    }

    /// The lane, which is the first, was given a worker.
    mutating func give(_ lane: Int) {
        present = max(present, lanes[lane].clock)
        lanes[lane].workers += 1
        move(lane, to: lanes[lane].clock + Policy.advance)
    }

    /// A worker that was given to the lane has come back; `nanoseconds` are charged for it.
    mutating func charge(_ lane: Int, nanoseconds: UInt64) {
        let (step, rest) = (nanoseconds + remainder).quotientAndRemainder(dividingBy: UInt64(active))
        let limit = first.map { lanes[$0].end } ?? .max
        present = max(present, min(present + step, limit))
        remainder = rest
        lanes[lane].workers -= 1
        if !lanes[lane].isActive { active -= 1 }
        let clock = lanes[lane].clock + nanoseconds
        move(lane, to: min(clock - min(clock, Policy.advance), present + Policy.largestLead))
    }

    // MARK: The heap

    private mutating func move(_ lane: Int, to clock: UInt64) {
        lanes[lane].clock = max(clock, present - min(present, Policy.largestCredit))
        if let index = lanes[lane].position { restore(index) }
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
        let (left, right) = (lanes[heap[left]], lanes[heap[right]])
        return (left.end, left.part) < (right.end, right.part)
    }

    private mutating func swap(_ left: Int, _ right: Int) {
        heap.swapAt(left, right)
        lanes[heap[left]].position = left
        lanes[heap[right]].position = right
    }

    // MARK: Invariants

    /// Traps unless the heap is one, and what is counted is there; in time proportional to the lanes, for tests.
    func checkInvariants() {
        for index in heap.indices {
            precondition(lanes[heap[index]].position == index, "a lane does not know its place in the heap")
            precondition(index == 0 || !precedes(index, (index - 1) / 2), "a lane comes after one that it precedes")
        }
        precondition(lanes.count { $0.position != nil } == heap.count)
        precondition(lanes.count { $0.isActive } == active)
        for lane in heap.map({ lanes[$0] }) {
            precondition(lane.clock + Policy.largestCredit >= present, "a lane that waits has more than a part to come")
            let lead = Policy.largestLead + UInt64(lane.workers) * Policy.advance
            precondition(lane.clock <= present + lead, "a lane has more held against it than it may have")
        }
    }
}
