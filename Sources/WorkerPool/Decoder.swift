extension WorkerPool {
    /// A pure function from a payload to an output, run on the pool's workers: the one thing that users plug in.
    ///
    /// Most decoders are one method:
    ///
    /// ```swift
    /// struct Celsius: WorkerPool.Decoder {
    ///     func decode(_ payload: String) throws -> Double {
    ///         guard let degrees = Double(payload) else { throw NotANumber(text: payload) }
    ///         return degrees
    ///     }
    ///     struct NotANumber: Error { let text: String }
    /// }
    /// ```
    ///
    /// One that reuses a parser or a buffer declares a workspace. It is made on the worker's own thread and never
    /// leaves it, so it need not be `Sendable`:
    ///
    /// ```swift
    /// struct Words: WorkerPool.Decoder {
    ///     func makeWorkspace() -> [Substring] { [] }
    ///     func decode(_ payload: String, in workspace: inout [Substring]) -> Int {
    ///         workspace.removeAll(keepingCapacity: true)
    ///         workspace += payload.split(separator: " ")
    ///         return workspace.count
    ///     }
    /// }
    /// ```
    ///
    /// A workspace that may fail is a `Result`: then every payload fails with its error.
    ///
    /// <!-- prelude:
    /// final class Parser {
    ///     init(schema: String) throws {}
    ///     func parse(_ text: String) throws -> Int { text.count }
    /// } -->
    /// ```swift
    /// struct Records: WorkerPool.Decoder {
    ///     let schema: String
    ///     func makeWorkspace() -> Result<Parser, any Error> { Result { try Parser(schema: schema) } }
    ///     func decode(_ payload: String, in workspace: inout Result<Parser, any Error>) throws -> Int {
    ///         let parser = try workspace.get()
    ///         return try parser.parse(payload)
    ///     }
    /// }
    /// ```
    ///
    /// A decoder implements the first method or the other two; the compiler rejects one that has neither. What it
    /// throws becomes the failure of that payload alone. It may wait for another batch of the same pool, but only by
    /// blocking: `decodeBlocking`, or the blocking `retrieve()`. A trap in it ends the process, as everywhere in Swift.
    public protocol Decoder<Payload, Output>: Sendable {
        // The defaults of these three are for a decoder that lacks its `decode` (or whose is async, say): without them the
        // compiler would only say that it cannot infer the types, and not the messages below.

        /// One message's frozen input; inferred.
        associatedtype Payload: Sendable = Never
        /// What a payload becomes; inferred.
        associatedtype Output: Sendable = Never
        /// What `decode` throws; inferred: `any Error` for a plain `throws`, and `Never` if it does not throw.
        associatedtype Failure: Error = Never
        /// What the decoder keeps for each worker; nothing by default.
        associatedtype Workspace = Void

        /// Decodes one payload.
        ///
        /// Runs on a worker, or on the thread of a caller that helps or decodes in place; on many of them at once.
        func decode(_ payload: Payload) throws(Failure) -> Output

        /// Makes a workspace on the thread that will use it and release it.
        ///
        /// Called at most once for each worker and lane, or plain batch, and once for each call that helps or decodes
        /// in place.
        func makeWorkspace() -> Workspace

        /// Decodes one payload, with a workspace that no other thread sees.
        ///
        /// The workspace is as the last payload left it, whether decoding that succeeded or failed.
        func decode(_ payload: Payload, in workspace: inout Workspace) throws(Failure) -> Output
    }
}

extension WorkerPool.Decoder {
    /// Decodes one payload with a workspace made for it alone.
    @inlinable
    public func decode(_ payload: Payload) throws(Failure) -> Output {
        var workspace = makeWorkspace()
        return try decode(payload, in: &workspace)
    }
}

extension WorkerPool.Decoder where Workspace == Void {
    /// Makes nothing.
    @inlinable
    public func makeWorkspace() {}

    /// Decodes one payload without a workspace.
    @inlinable
    public func decode(_ payload: Payload, in workspace: inout Workspace) throws(Failure) -> Output {
        try decode(payload)
    }

    /// Rejects a decoder that has neither form: this would be its witness.
    @available(
        *,
        unavailable,
        message: "implement decode(_:), not async and not mutating, or makeWorkspace() and decode(_:in:)"
    )
    public func decode(_ payload: Payload) throws(Failure) -> Output {
        preconditionFailure("nobody can call this: the compiler refuses it")
    }
}

extension WorkerPool.Decoder {
    /// Rejects a decoder that decodes with a workspace and makes none: this would be its witness.
    @available(
        *,
        unavailable,
        message: "a decoder with a workspace must implement makeWorkspace(), not throwing: what can fail is a Result"
    )
    public func makeWorkspace() -> Workspace {
        preconditionFailure("nobody can call this: the compiler refuses it")
    }

    /// Rejects a decoder that makes a workspace and does not decode with it: this would be its witness.
    @available(
        *,
        unavailable,
        message: "a decoder with a workspace must implement decode(_:in:), not async, with the workspace inout"
    )
    public func decode(_ payload: Payload, in workspace: inout Workspace) throws(Failure) -> Output {
        preconditionFailure("nobody can call this: the compiler refuses it")
    }
}
