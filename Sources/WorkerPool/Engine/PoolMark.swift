/// Which pools the calling thread is at work for.
///
/// A thread that decodes for a pool carries that pool's mark: a worker all its life, a caller while it helps. Marks form
/// a chain, since a worker of one pool may help with a batch of another. Only their own thread sees them.
@safe
struct PoolMark {
    private static let current = ThreadLocal()

    private let pool: ObjectIdentifier
    /// The mark that was there before; nil for the first.
    private let outer: UnsafeMutableRawPointer?

    /// Runs `body` with the mark of `pool` on the calling thread.
    static func mark(_ pool: AnyObject, during body: () -> Void) {
        let outer = unsafe current.address
        var mark = unsafe PoolMark(pool: ObjectIdentifier(pool), outer: outer)
        // The mark lives on this thread's stack, and is taken off before that is unwound.
        unsafe withUnsafeMutablePointer(to: &mark) { address in
            unsafe current.address = UnsafeMutableRawPointer(address)
            body()
        }
        unsafe current.address = outer
    }

    /// Whether the calling thread is at work for `pool`.
    static func isMarked(_ pool: AnyObject) -> Bool {
        var address = unsafe current.address
        while let mark = unsafe address?.assumingMemoryBound(to: PoolMark.self).pointee {
            if mark.pool == ObjectIdentifier(pool) { return true }
            unsafe address = mark.outer
        }
        return false
    }

    /// Whether the calling thread is at work for any pool.
    static var isMarked: Bool { unsafe current.address != nil }
}
