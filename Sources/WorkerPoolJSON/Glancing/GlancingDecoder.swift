public import WorkerPool

extension FrozenJSON {
    /// A decoder that looks at a payload before it decodes it; made by `WorkerPool.Decoder.glance(_:)`.
    public struct GlancingDecoder<Base: WorkerPool.Decoder>: WorkerPool.Decoder where Base.Payload: FrozenJSON.Payload {
        @usableFromInline let base: Base
        @usableFromInline let isWanted: @Sendable (Glance<Base.Payload>) -> Bool

        @inlinable
        init(base: Base, isWanted: @escaping @Sendable (Glance<Base.Payload>) -> Bool) {
            self.base = base
            self.isWanted = isWanted
        }

        /// The base's workspace.
        @inlinable
        public func makeWorkspace() -> Base.Workspace { base.makeWorkspace() }

        /// The base's output, or `nil` where the payload was not wanted.
        @inlinable
        public func decode(
            _ payload: Base.Payload,
            in workspace: inout Base.Workspace
        ) throws(Base.Failure) -> Base.Output? {
            guard isWanted(Glance(at: payload)) else { return nil }
            return try base.decode(payload, in: &workspace)
        }
    }
}

extension WorkerPool.Decoder where Payload: FrozenJSON.Payload {
    /// This decoder for the payloads that are worth it: a glance at a field or two, and the others are dropped before they are parsed.
    ///
    /// ```swift
    /// let popular = FrozenJSON.Decoder<[UInt8]>().glance { $0["user"]["followers_count"].int ?? 0 > 100_000 }
    /// ```
    ///
    /// A payload that was dropped has the result `.success(nil)`, even if a parse would have refused it: see `FrozenJSON.Glance` for what
    /// a glance checks. To look at what was decoded instead, use `filter`.
    @inlinable
    public func glance(
        _ isWanted: @escaping @Sendable (FrozenJSON.Glance<Payload>) -> Bool
    ) -> FrozenJSON.GlancingDecoder<Self> {
        FrozenJSON.GlancingDecoder(base: self, isWanted: isWanted)
    }
}
