import WorkerPool

extension FrozenJSON {
    /// The memory that a thread's parses reuse.
    ///
    /// One thread uses it at a time. It keeps memory for the largest document that was not written where it stays (one of more than 32 KB
    /// of text, say), about six times its size and at most ten, until the workspace is gone.
    ///
    /// Its documents lie beside each other in slabs of 128 KB: each is written where it stays, behind the one before, and a slab's memory
    /// is used again when all of its documents have been dropped, on whatever thread. So a parse allocates next to nothing, and between
    /// threads that parse and threads that drop there is no allocator. What that costs:
    ///
    /// - **A document that is kept keeps its slab**: up to 128 KB. Keep a `detached()` copy of anything that outlives its batch, as one
    ///   keeps a `String` of a `Substring`; where most documents do, make the workspace `.separate`.
    /// - **Documents of one slab have one reference count**, which threads that read them at the same time share.
    /// - **The process keeps up to 64 MB of memory that nobody uses**, and never more than was in use at once. `maximumUnusedMemory` bounds
    ///   it, `releaseUnusedMemory()` gives it back to the system.
    ///
    /// Under Thread Sanitizer, which would take the reuse of a slab for a race, each document lies alone.
    ///
    /// A document of more than 32 KB of text lies alone, in memory that is used again too, and is up to a quarter larger than the document.
    @safe public final class Workspace {
        /// Where a workspace's documents lie.
        public enum Sharing: Sendable, Hashable {
            /// Beside each other in slabs: for documents that are dropped together, as those of a batch are.
            case slabs
            /// Each alone, in one allocation of its size: for documents that are kept for different times.
            case separate
        }

        // Through a pointer, which only the methods here and `deinit` follow, since a property would be checked for overlapping
        // access at run time, which shows in the profile of small documents.
        private let memory: UnsafeMutablePointer<Memory>

        private struct Memory: ~Copyable {
            let sharing: Sharing
            var scratch = Scratch()
            var slabs: SlabWriter

            mutating func parse(
                _ bytes: UnsafeBufferPointer<UInt8>,
                options: Options
            ) throws(ParseError) -> FrozenJSON {
                sharing == .slabs
                    ? try unsafe slabs.parse(bytes, in: &scratch, options: options)
                    : try unsafe FrozenJSON(copying: scratch.write(bytes, options: options))
            }
        }

        /// How many bytes of memory the process keeps for later documents while none uses it; 64 MB at first, 0 for none.
        ///
        /// That is what a batch of 500 documents of 78 KB takes. Larger batches that are dropped at once go back to the system beyond it,
        /// which clears each page again for the next ones. What lies above a new bound is given back at once. For any thread.
        public static var maximumUnusedMemory: Int {
            get { BlockStore.shared.maximumByteCount }
            set { BlockStore.shared.maximumByteCount = newValue }
        }

        /// Gives memory that is kept for later documents, and that none uses now, back to the system.
        ///
        /// Not what living workspaces keep for themselves: that goes with them, a lane's with the lane.
        ///
        /// Takes some milliseconds at most, on any thread. The next documents make it again, page by page, so it is for a
        /// service that will be idle, or is asked to make room.
        public static func releaseUnusedMemory() { BlockStore.shared.removeAll() }

        /// Makes an empty workspace; the first document makes room for itself.
        public convenience init(_ sharing: Sharing = .slabs) {
            self.init(sharing, store: .shared)
        }

        init(_ sharing: Sharing = .slabs, store: BlockStore) {
            let sharing = ThreadSanitizer.isPresent ? .separate : sharing
            unsafe memory = .allocate(capacity: 1)
            unsafe memory.initialize(to: Memory(sharing: sharing, slabs: SlabWriter(store: store)))
        }

        deinit {
            unsafe memory.deinitialize(count: 1)
            unsafe memory.deallocate()
        }

        @usableFromInline
        func parse(_ bytes: UnsafeBufferPointer<UInt8>, options: Options) throws(ParseError) -> FrozenJSON {
            try unsafe memory.pointee.parse(bytes, options: options)
        }

        /// Parses without freezing: valid until the next parse.
        func write(_ bytes: UnsafeBufferPointer<UInt8>, options: Options) throws(ParseError) -> UnsafeDocument {
            try unsafe memory.pointee.scratch.write(bytes, options: options)
        }
    }
}

@available(*, unavailable, message: "one thread uses a workspace at a time")
extension FrozenJSON.Workspace: Sendable {}
