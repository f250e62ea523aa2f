import WorkerPool

/// The memory of slabs and of large documents that nobody refers to any more, kept for later ones: it comes back on whichever thread
/// drops the last reference, and goes to whichever thread parses.
///
/// The process has one, since workspaces come and go with batches and callers. What the allocator would do instead is what made a pool of
/// two half as fast as two processes: it gives the memory of a dropped batch back to the system, which clears it again page by page.
final class BlockStore: @unchecked Sendable {  // all but `lock` is guarded by it
    /// What all workspaces use: keeps up to 64 MB unless told otherwise, which is what a batch of 500 documents of 78 KB each takes.
    static let shared = BlockStore(maximumByteCount: 64 << 20)

    /// A block, and when it came back, counted in blocks.
    private struct Returned {
        let block: Block
        let turn: Int
    }

    private let lock = Lock()
    private var bound: Int
    /// By the blocks' word count, in the order of their return.
    private var shelves: [Int: [Returned]] = [:]
    private var byteCount = 0
    private var returns = 0

    /// Keeps up to this many bytes.
    init(maximumByteCount: Int) {
        bound = maximumByteCount
    }

    /// How many bytes are kept at most.
    var maximumByteCount: Int {
        get { lock.withLock { bound } }
        set {
            let surplus = lock.withLock {
                bound = max(0, newValue)
                return removeSurplus()
            }
            for block in surplus { block.deallocate() }
        }
    }

    deinit { removeAll() }

    /// How many blocks are kept; only tests ask.
    var count: Int { lock.withLock { shelves.values.reduce(0) { $0 + $1.count } } }

    /// A block of at least this many words: the one that came back last, which is likely to be in a cache still.
    func take(wordCount: Int) -> Block {
        let wordCount = Block.wordCount(holding: wordCount)
        let kept: Block? = lock.withLock {
            guard let block = shelves[wordCount]?.popLast()?.block else { return nil }
            byteCount -= block.byteCount
            return block
        }
        return kept ?? Block(wordCount: wordCount)
    }

    /// Takes back a block that came from here and that nobody uses.
    ///
    /// It is kept in place of those that came back longest ago, so that no size stays that has gone out of use.
    func take(back block: Block) {
        let surplus: [Block] = lock.withLock {
            guard block.byteCount <= bound else { return [block] }
            returns += 1
            byteCount += block.byteCount
            shelves[block.wordCount, default: []].append(Returned(block: block, turn: returns))
            return removeSurplus()
        }
        // Not under the lock: the system may take its time.
        for block in surplus { block.deallocate() }
    }

    /// Gives all memory back to the system.
    func removeAll() {
        let all: [Block] = lock.withLock {
            defer {
                shelves = [:]
                byteCount = 0
            }
            return shelves.values.flatMap { $0.map(\.block) }
        }
        for block in all { block.deallocate() }
    }

    /// Takes out what lies above the bound; called under the lock.
    private func removeSurplus() -> [Block] {
        var surplus: [Block] = []
        while byteCount > bound, let oldest = removeOldest() { surplus.append(oldest) }
        return surplus
    }

    /// Takes out the block that came back first; called under the lock.
    private func removeOldest() -> Block? {
        let oldest = shelves.lazy.filter { !$0.value.isEmpty }.min { $0.value[0].turn < $1.value[0].turn }
        guard let size = oldest?.key, let block = shelves[size]?.removeFirst().block else { return nil }
        byteCount -= block.byteCount
        return block
    }
}
