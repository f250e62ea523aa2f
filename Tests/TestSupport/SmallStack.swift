import Foundation

/// Runs `body` on a thread of its own with 64 KB of stack, which recursion into a deep document would overflow.
package func onSmallStack<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: body()) }
        thread.stackSize = 64 * 1024
        thread.start()
    }
}
