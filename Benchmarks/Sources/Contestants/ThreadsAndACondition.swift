// What a good engineer writes in an hour: threads around one queue with a lock and a condition.

import Foundation

@usableFromInline
final class ThreadsAndACondition: Crew {
    private let queue = Mailbox<Part>()

    @usableFromInline
    init(threads: Int) {
        for _ in 0..<threads {
            Thread { [queue] in while let part = queue.take() { part.run() } }.start()
        }
    }

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let latch = Latch(parts)
        queue.put((0..<parts).lazy.map { Part(number: $0, body: body, latch: latch) })
        latch.wait()
    }

    @usableFromInline
    func stop() { queue.close() }
}
