extension WorkerPool {
    /// A decoder whose outputs are transformed; made by ``Decoder/map(_:)`` and ``Decoder/filter(_:)``.
    public struct MappingDecoder<Base: Decoder, Output: Sendable>: Decoder {
        @usableFromInline let base: Base
        @usableFromInline let transform: @Sendable (Base.Output) -> Output

        @inlinable
        init(base: Base, transform: @escaping @Sendable (Base.Output) -> Output) {
            self.base = base
            self.transform = transform
        }

        /// The base's workspace.
        @inlinable
        public func makeWorkspace() -> Base.Workspace { base.makeWorkspace() }

        /// The base's output, transformed.
        @inlinable
        public func decode(
            _ payload: Base.Payload,
            in workspace: inout Base.Workspace
        ) throws(Base.Failure) -> Output {
            transform(try base.decode(payload, in: &workspace))
        }
    }
}

extension WorkerPool.Decoder {
    /// This decoder with every output transformed, on the thread that decoded the payload.
    ///
    /// It fails as this one does.
    @inlinable
    public func map<NewOutput: Sendable>(
        _ transform: @escaping @Sendable (Output) -> NewOutput
    ) -> WorkerPool.MappingDecoder<Self, NewOutput> {
        WorkerPool.MappingDecoder(base: self, transform: transform)
    }

    /// This decoder without unwanted outputs: they are freed on the worker and never reach the caller.
    ///
    /// A dropped payload differs from a failed one: its result is `.success(nil)`, not a failure. Every payload still
    /// has its result, at its own index.
    @inlinable
    public func filter(
        _ isIncluded: @escaping @Sendable (Output) -> Bool
    ) -> WorkerPool.MappingDecoder<Self, Output?> {
        map { isIncluded($0) ? $0 : nil }
    }
}
