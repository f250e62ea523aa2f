// Foundation's queues on top of Dispatch's.

import Foundation

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
