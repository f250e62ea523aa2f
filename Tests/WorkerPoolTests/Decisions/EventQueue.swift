/// What will happen, and when: a binary heap by virtual time.
///
/// Of two events at the same time the one that was put in first comes first.
struct EventQueue<Event> {
    private var heap: [(time: UInt64, number: Int, event: Event)] = []
    private var count = 0

    /// When the next event happens.
    var first: UInt64? { heap.first?.time }

    mutating func push(_ event: Event, at time: UInt64) {
        count += 1
        heap.append((time, count, event))
        var index = heap.count - 1
        while index > 0, precedes(index, (index - 1) / 2) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func pop() -> (time: UInt64, event: Event)? {
        guard let first = heap.first else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var index = 0
        while true {
            var least = index
            let left = 2 * index + 1
            if left < heap.count, precedes(left, least) { least = left }
            if left + 1 < heap.count, precedes(left + 1, least) { least = left + 1 }
            guard least != index else { return (first.time, first.event) }
            heap.swapAt(index, least)
            index = least
        }
    }

    /// Everything happens so much later.
    mutating func shift(by time: UInt64) {
        for index in heap.indices { heap[index].time += time }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
    }
}
