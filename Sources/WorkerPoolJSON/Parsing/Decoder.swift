public import WorkerPool

extension FrozenJSON {
    /// Parses payloads on a pool's workers: bytes in, a frozen document out.
    ///
    /// ```swift
    /// let documents = try await pool.decode(messages, decoder: FrozenJSON.Decoder())
    /// ```
    ///
    /// Documents lie beside each other in slabs, as those of a batch that is dropped together should: keep a
    /// `detached()` copy of one that is kept for longer, or make them `.separate`. See `Workspace` for what either costs.
    public struct Decoder<Payload: FrozenJSON.Payload>: WorkerPool.Decoder {
        /// What is refused beyond what the grammar refuses.
        public let options: Options
        /// Where its documents lie.
        public let sharing: Workspace.Sharing

        /// Makes a decoder.
        ///
        /// - Parameters:
        ///   - options: What is refused beyond what the grammar refuses.
        ///   - sharing: Where its documents lie.
        @inlinable
        public init(options: Options = Options(), sharing: Workspace.Sharing = .slabs) {
            self.options = options
            self.sharing = sharing
        }

        /// Makes an empty workspace.
        @inlinable
        public func makeWorkspace() -> Workspace { Workspace(sharing) }

        /// Parses one document.
        @inlinable
        public func decode(_ payload: Payload, in workspace: inout Workspace) throws(ParseError) -> FrozenJSON {
            try FrozenJSON(parsing: payload, in: workspace, options: options)
        }
    }
}
