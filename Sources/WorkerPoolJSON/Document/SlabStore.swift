import WorkerPool

/// The memory of slabs that nobody refers to any more, for the slabs to come: it comes back on whatever thread drops a slab's last
/// document, and is handed out to whatever thread parses.
///
/// The process has one, since workspaces come and go with batches and callers. What the allocator would do instead is what made a pool of
/// two half as fast as two processes: it gives the memory of a dropped batch back to the system, which clears it again page by page.
final class SlabStore: @unchecked Sendable {  // `slabs` is guarded by `lock`
    /// How large a slab is: what one document that is kept can keep alive.
    static let slabByteCount = 128 * 1024
    static let slabWordCount = slabByteCount / 8

    /// What all workspaces use: keeps up to 32 MB, what two batches of 500 documents take that have 18 KB each.
    static let shared = SlabStore(maximumCount: 256)

    /// Whoever has taken a slab out of the store is the only one to have its address, until it comes back.
    @safe private struct Slab {
        let words: UnsafeMutablePointer<UInt64>
    }

    private let maximumCount: Int
    private let lock = Lock()
    private var slabs: [Slab] = []

    /// Keeps up to so many slabs.
    init(maximumCount: Int) {
        self.maximumCount = maximumCount
    }

    deinit {
        for slab in slabs { unsafe slab.words.deallocate() }
    }

    /// How many slabs there are for those to come.
    var count: Int { lock.withLock { slabs.count } }

    /// The memory of a slab: what came back last, which is likely to be in a cache still.
    func take() -> UnsafeMutablePointer<UInt64> {
        if let slab = lock.withLock({ slabs.popLast() }) { return unsafe slab.words }
        return .allocate(capacity: SlabStore.slabWordCount)
    }

    /// Takes memory back that came from here, and that nobody uses.
    func take(back words: UnsafeMutablePointer<UInt64>) {
        let slab = unsafe Slab(words: words)
        let isKept = lock.withLock {
            guard slabs.count < maximumCount else { return false }
            slabs.append(slab)
            return true
        }
        if !isKept { unsafe words.deallocate() }
    }
}
