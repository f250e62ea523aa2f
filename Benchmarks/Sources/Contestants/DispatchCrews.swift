// Dispatch's two ways, and Foundation's on top of it.

import Dispatch
import Foundation

/// `DispatchQueue.concurrentPerform`.
@usableFromInline
struct ConcurrentPerform: Crew {
    @usableFromInline
    init() {}

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        DispatchQueue.concurrentPerform(iterations: parts, execute: body)
    }

    @usableFromInline
    func stop() {}
}

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

/// An `OperationQueue` as wide as there are threads.
@usableFromInline
final class OperationCrew: Crew {
    private let queue = OperationQueue()

    @usableFromInline
    init(threads: Int) { queue.maxConcurrentOperationCount = threads }

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        queue.addOperations((0..<parts).map { part in BlockOperation { body(part) } }, waitUntilFinished: true)
    }

    @usableFromInline
    func stop() {}
}
