// The parking that all hand-made patterns share: a queue, a lock and a condition.

import Foundation

/// A queue that blocks whoever takes from it while it is empty.
final class Mailbox<Element: Sendable>: @unchecked Sendable {
    // `@unchecked Sendable`: `condition` guards `elements`, `head` and `isClosed`.
    private let condition = NSCondition()
    private var elements: [Element] = []
    private var head = 0
    private var isClosed = false

    func put(_ element: Element) {
        condition.lock()
        elements.append(element)
        condition.unlock()
        condition.signal()
    }

    func put(_ several: some Sequence<Element>) {
        condition.lock()
        elements.append(contentsOf: several)
        condition.unlock()
        condition.broadcast()
    }

    /// Waits for an element; nil when the mailbox is closed and empty.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while head == elements.count {
            if isClosed { return nil }
            condition.wait()
        }
        let element = elements[head]
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: true)
            head = 0
        }
        return element
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.unlock()
        condition.broadcast()
    }
}
