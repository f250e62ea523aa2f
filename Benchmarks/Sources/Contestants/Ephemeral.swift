// The talk's pattern C: fresh threads for each batch.

import Foundation

@usableFromInline
struct Ephemeral: Crew {
    @usableFromInline
    init() {}

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let latch = Latch(parts)
        for number in 0..<parts {
            let part = Part(number: number, body: body, latch: latch)
            Thread { part.run() }.start()
        }
        latch.wait()
    }

    @usableFromInline
    func stop() {}
}
