// Waiting until all parts of a batch are done, for the hand-made patterns.

import Foundation

final class Latch: @unchecked Sendable {
    // `@unchecked Sendable`: `condition` guards `count`.
    private let condition = NSCondition()
    private var count: Int

    init(_ count: Int) { self.count = count }

    func countDown() {
        condition.lock()
        count -= 1
        let isOver = count == 0
        condition.unlock()
        if isOver { condition.broadcast() }
    }

    func wait() {
        condition.lock()
        while count > 0 { condition.wait() }
        condition.unlock()
    }
}
