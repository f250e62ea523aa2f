// How the producers of a run begin together.

import Foundation
import Measuring

/// Holds threads until all have come; the last opens it and reads the clocks.
final class StartingGate: @unchecked Sendable {
    // `@unchecked Sendable`: `condition` guards the fields until the gate is open; afterwards they are only read.
    private let condition = NSCondition()
    private var missing: Int
    private(set) var start: UInt64 = 0
    private(set) var cpu = 0.0

    init(_ count: Int) { missing = count }

    func pass() {
        condition.lock()
        defer { condition.unlock() }
        missing -= 1
        if missing == 0 {
            cpu = processCPU()
            start = now()
            condition.broadcast()
        }
        while missing > 0 { condition.wait() }
    }
}
