// The clocks that everything is measured by.

import Dispatch
import Foundation

/// Nanoseconds since a fixed moment, the same for all processes of the machine.
package func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

/// CPU seconds that this process has used.
package func processCPU() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Microseconds a call.
package func microseconds(calls: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = now()
    for _ in 0..<calls { try body() }
    return Double(now() - start) / Double(calls) / 1000
}

/// Keeps the optimiser from removing what made `value`.
@inline(never)
package func consume<Value>(_ value: Value) {}
