public import WorkerPool

extension FrozenJSON {
    /// Parses payloads on a pool's workers: bytes in, a frozen document out.
    ///
    /// ```swift
    /// let documents = try await pool.dispatchAsync(messages, decoder: FrozenJSON.Decoder()).retrieve()
    /// ```
    ///
    /// A document costs one allocation once its worker's workspace has grown.
    public struct Decoder<Payload: FrozenJSON.Payload>: WorkerPool.Decoder {
        /// What is refused beyond what the grammar refuses.
        public let options: Options

        /// Makes a decoder.
        @inlinable
        public init(options: Options = Options()) {
            self.options = options
        }

        /// Makes an empty workspace.
        @inlinable
        public func makeWorkspace() -> Workspace { Workspace() }

        /// Parses one document.
        @inlinable
        public func decode(_ payload: Payload, in workspace: inout Workspace) throws(ParseError) -> FrozenJSON {
            try FrozenJSON(parsing: payload, in: workspace, options: options)
        }
    }
}
