extension FrozenJSON {
    /// The memory that a worker's parses reuse: room for the bytes with some padding, and for the tape.
    ///
    /// It grows to what its largest document took, at most about six times that document's size, and never shrinks. One thread uses it
    /// at a time.
    public final class Workspace {
        private var scratch = Scratch()

        /// Makes an empty workspace; the first document makes room for itself.
        public init() {}

        @usableFromInline
        func parse(_ bytes: UnsafeBufferPointer<UInt8>, options: Options) throws(ParseError) -> FrozenJSON {
            try unsafe FrozenJSON(storage: scratch.parse(bytes, options: options), index: 0)
        }

        /// Parses without freezing: valid until the next parse.
        func write(_ bytes: UnsafeBufferPointer<UInt8>, options: Options) throws(ParseError) -> UnsafeTape {
            try unsafe scratch.write(bytes, options: options)
        }
    }
}

@available(*, unavailable, message: "one thread uses a workspace at a time")
extension FrozenJSON.Workspace: Sendable {}
