// Dispatch's parallel loop; the caller takes part.

import Dispatch

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
