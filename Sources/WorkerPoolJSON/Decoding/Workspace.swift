extension FrozenJSON {
    /// The memory that a worker's parses reuse: room for the bytes with some padding, and for the tape.
    ///
    /// It grows to what its largest document took, about five times that document's size, and never shrinks. One thread uses it at a time.
    public final class Workspace {
        var scratch = Scratch()

        /// Makes an empty workspace; the first document makes room for itself.
        public init() {}
    }
}

@available(*, unavailable, message: "one thread uses a workspace at a time")
extension FrozenJSON.Workspace: Sendable {}
