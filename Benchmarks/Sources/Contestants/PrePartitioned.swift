// The talk's pattern B: a batch is cut into as many parts as there are threads, and each thread gets its own.

import Foundation

/// Nothing is matched at run time: part 0 always goes to thread 0, be it busy or not.
@usableFromInline
final class PrePartitioned: Crew {
    private let mailboxes: [Mailbox<Part>]

    @usableFromInline
    init(threads: Int) {
        mailboxes = (0..<threads).map { _ in Mailbox() }
        for mailbox in mailboxes {
            Thread { while let part = mailbox.take() { part.run() } }.start()
        }
    }

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let latch = Latch(parts)
        for number in 0..<parts {
            mailboxes[number % mailboxes.count].put(Part(number: number, body: body, latch: latch))
        }
        latch.wait()
    }

    @usableFromInline
    func stop() { for mailbox in mailboxes { mailbox.close() } }
}
