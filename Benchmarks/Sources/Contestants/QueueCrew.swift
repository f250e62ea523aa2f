// Dispatch's queues.

import Dispatch

/// `DispatchQueue.async` on a concurrent queue, and a group to wait for.
@usableFromInline
struct QueueCrew: Crew {
    private let queue = DispatchQueue(label: "contestant", attributes: .concurrent)

    @usableFromInline
    init() {}

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let group = DispatchGroup()
        for part in 0..<parts { queue.async(group: group) { body(part) } }
        group.wait()
    }

    @usableFromInline
    func stop() {}
}
