/// A decoder that is a closure; what ``WorkerPool/dispatchAsync(_:decode:)`` runs.
@usableFromInline
struct ClosureDecoder<Payload: Sendable, Output: Sendable, Failure: Error>: WorkerPool.Decoder {
    @usableFromInline let closure: @Sendable (Payload) throws(Failure) -> Output

    @inlinable
    init(_ closure: @escaping @Sendable (Payload) throws(Failure) -> Output) {
        self.closure = closure
    }

    @inlinable
    func decode(_ payload: Payload) throws(Failure) -> Output {
        try closure(payload)
    }
}
