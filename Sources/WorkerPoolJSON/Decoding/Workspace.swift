extension FrozenJSON {
    /// The memory that a worker's parses reuse: room for the bytes with some padding, and for the tape.
    ///
    /// It grows to what its largest document took, at most about six times that document's size, and never shrinks. One thread uses it
    /// at a time.
    @safe public final class Workspace {
        // Through a pointer, which only `parse` and `deinit` follow, since a property would be checked for overlapping access at run
        // time, which shows in the profile of small documents.
        private let scratch: UnsafeMutablePointer<Scratch>

        /// Makes an empty workspace; the first document makes room for itself.
        public init() {
            unsafe scratch = .allocate(capacity: 1)
            unsafe scratch.initialize(to: Scratch())
        }

        deinit {
            unsafe scratch.deinitialize(count: 1)
            unsafe scratch.deallocate()
        }

        @usableFromInline
        func parse(_ bytes: UnsafeBufferPointer<UInt8>, options: Options) throws(ParseError) -> FrozenJSON {
            try unsafe FrozenJSON(storage: scratch.pointee.parse(bytes, options: options), index: 0)
        }

        /// Parses without freezing: valid until the next parse.
        func write(_ bytes: UnsafeBufferPointer<UInt8>, options: Options) throws(ParseError) -> UnsafeTape {
            try unsafe scratch.pointee.write(bytes, options: options)
        }
    }
}

@available(*, unavailable, message: "one thread uses a workspace at a time")
extension FrozenJSON.Workspace: Sendable {}
