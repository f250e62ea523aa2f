import Foundation

/// Runs `body` on a thread of its own, and waits for it.
///
/// The testing library walks the stack for every error that is thrown: of a task's that is slow, and may end the process.
package func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: body()) }
        thread.stackSize = 64 << 20  // of which no more is used than is needed: a sanitizer makes frames larger
        thread.start()
    }
}
