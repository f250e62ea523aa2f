// For which pools the calling thread is at work.

/// While a thread decodes for a pool it carries that pool's mark: a worker all its life, a caller while it helps.
///
/// Marks are a chain, since a worker of one pool may help a batch of another. Only their own thread sees them.
final class Presence {
    private static let current = ThreadLocal()

    private let pool: ObjectIdentifier
    private let outer: Presence?

    private init(pool: ObjectIdentifier, outer: Presence?) {
        self.pool = pool
        self.outer = outer
    }

    /// Runs `body` with the mark of `pool` on the calling thread.
    static func mark(_ pool: AnyObject, during body: () -> Void) {
        let presence = Presence(pool: ObjectIdentifier(pool), outer: top)
        let outer = unsafe current.address
        // Unretained: the local keeps it alive until it is taken off below.
        unsafe current.address = Unmanaged.passUnretained(presence).toOpaque()
        body()
        unsafe current.address = outer
        withExtendedLifetime(presence) {}
    }

    /// Whether the calling thread is at work for `pool`.
    static func isMarked(_ pool: AnyObject) -> Bool {
        var presence = top
        while let mark = presence {
            if mark.pool == ObjectIdentifier(pool) { return true }
            presence = mark.outer
        }
        return false
    }

    private static var top: Presence? {
        unsafe current.address.map { unsafe Unmanaged<Presence>.fromOpaque($0).takeUnretainedValue() }
    }
}
