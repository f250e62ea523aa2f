extension WorkerPool {
    /// A decoder whose outputs are checked; made by ``Decoder/validating(_:)``.
    public struct ValidatingDecoder<Base: Decoder>: Decoder {
        @usableFromInline let base: Base
        @usableFromInline let validate: @Sendable (Base.Output) throws -> Void

        @inlinable
        init(base: Base, validate: @escaping @Sendable (Base.Output) throws -> Void) {
            self.base = base
            self.validate = validate
        }

        /// The base's workspace.
        @inlinable
        public func makeWorkspace() -> Base.Workspace { base.makeWorkspace() }

        /// The base's output, once it has passed the check.
        @inlinable
        public func decode(_ payload: Base.Payload, in workspace: inout Base.Workspace) throws -> Base.Output {
            let output = try base.decode(payload, in: &workspace)
            try validate(output)
            return output
        }
    }
}

extension WorkerPool.Decoder {
    /// This decoder with a check on every output, run on the thread that decoded the payload.
    ///
    /// - Parameter validate: Throws for an output that is not acceptable; the error becomes the payload's failure.
    /// - Returns: A decoder with this one's workspace; it fails with this one's errors and with those of `validate`.
    @inlinable
    public func validating(
        _ validate: @escaping @Sendable (Output) throws -> Void
    ) -> WorkerPool.ValidatingDecoder<Self> {
        WorkerPool.ValidatingDecoder(base: self, validate: validate)
    }
}
