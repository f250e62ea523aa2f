/// How long the calling thread has decoded in place for tasks without a suspension, in nanoseconds.
///
/// Counted by thread, since an `await` that does not suspend stays on its own: however many lanes a task uses, the thread
/// is not held from other tasks for longer than ``Policy/longestWithoutSuspension`` and one batch.
@safe
@usableFromInline
enum TimeInPlace {
    // The number itself stands where the address would be.
    private static let current = ThreadLocal()

    static func add(_ nanoseconds: UInt64) {
        unsafe current.address = UnsafeMutableRawPointer(
            bitPattern: UInt(bitPattern: current.address) + UInt(nanoseconds)
        )
    }

    /// Whether the task should let other tasks run; if so, the count begins anew.
    ///
    /// Before that, other threads may run: the one that would hand a task to this thread, such as a timer's, may be waiting
    /// for this CPU, and would wait for a time slice of some 3 ms.
    @usableFromInline
    static func owesSuspension() -> Bool {
        guard unsafe UInt(bitPattern: current.address) >= Policy.longestWithoutSuspension else { return false }
        reset()
        Thread.yield()
        return true
    }

    /// A task suspends, so others run.
    @usableFromInline
    static func reset() { unsafe current.address = nil }
}
