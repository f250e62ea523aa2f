extension WorkerPool {
    /// A decoder that drops outputs; made by ``Decoder/filter(_:)``.
    public struct FilteringDecoder<Base: Decoder>: Decoder {
        @usableFromInline let base: Base
        @usableFromInline let isIncluded: @Sendable (Base.Output) -> Bool

        @inlinable
        init(base: Base, isIncluded: @escaping @Sendable (Base.Output) -> Bool) {
            self.base = base
            self.isIncluded = isIncluded
        }

        /// The base's workspace.
        @inlinable
        public func makeWorkspace() -> Base.Workspace { base.makeWorkspace() }

        /// The base's output, or nil if it was dropped.
        @inlinable
        public func decode(
            _ payload: Base.Payload,
            in workspace: inout Base.Workspace
        ) throws(Base.Failure) -> Base.Output? {
            let output = try base.decode(payload, in: &workspace)
            return isIncluded(output) ? output : nil
        }
    }
}

extension WorkerPool.Decoder {
    /// This decoder without unwanted outputs: they are freed on the worker and never reach the caller.
    ///
    /// A dropped payload differs from a failed one: its result is `.success(nil)`, not a failure. Every payload still
    /// has its result, at its own index.
    @inlinable
    public func filter(
        _ isIncluded: @escaping @Sendable (Output) -> Bool
    ) -> WorkerPool.FilteringDecoder<Self> {
        WorkerPool.FilteringDecoder(base: self, isIncluded: isIncluded)
    }
}
