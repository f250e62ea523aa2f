// The talk's pattern D: the coordinator is a worker like the others, with a mailbox through which everything goes.

import Foundation

/// Work and readiness are messages to the supervisor, which passes a part on to a worker that is ready.
///
/// One crossing more for each part than where callers push on a queue that the coordinator shares.
@usableFromInline
final class Supervisor: Crew {
    private enum Message: Sendable {
        case work(Part)
        case ready(Mailbox<Part>)
        case stop
    }

    private let mailbox = Mailbox<Message>()

    @usableFromInline
    init(threads: Int) {
        let mailboxes = (0..<threads).map { _ in Mailbox<Part>() }
        for own in mailboxes {
            Thread { [mailbox] in
                mailbox.put(.ready(own))
                while let part = own.take() {
                    part.run()
                    mailbox.put(.ready(own))
                }
            }
            .start()
        }
        Thread { [mailbox] in Self.supervise(mailbox, mailboxes) }.start()
    }

    private static func supervise(_ mailbox: Mailbox<Message>, _ workers: [Mailbox<Part>]) {
        var ready: [Mailbox<Part>] = []
        var waiting: ArraySlice<Part> = []
        while let message = mailbox.take() {
            switch message {
            case .work(let part):
                if let worker = ready.popLast() { worker.put(part) } else { waiting.append(part) }
            case .ready(let worker):
                if let part = waiting.popFirst() { worker.put(part) } else { ready.append(worker) }
            case .stop:
                for worker in workers { worker.close() }
                return
            }
        }
    }

    @usableFromInline
    func perform(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let latch = Latch(parts)
        mailbox.put((0..<parts).lazy.map { .work(Part(number: $0, body: body, latch: latch)) })
        latch.wait()
    }

    @usableFromInline
    func stop() { mailbox.put(.stop) }
}
