extension FrozenJSON {
    /// What a document is parsed from: bytes that lie side by side in memory.
    ///
    /// `[UInt8]` and `ArraySlice<UInt8>` conform, and `Data` with `WorkerPoolFoundation`. A payload that conforms elsewhere must hand over the same bytes
    /// each time it is asked, since a pool's payload is frozen. From one that does not, a `Glance` may answer anything, but reads nothing
    /// outside what it is handed.
    public protocol Payload: Sendable {
        /// Runs `body` on the bytes, where they lie: no copy.
        func withBytes<Answer, Failure: Error>(
            _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
        ) throws(Failure) -> Answer
    }
}

extension [UInt8]: FrozenJSON.Payload {
    /// Runs `body` on the array's bytes.
    @inlinable
    public func withBytes<Answer, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        try unsafe span.withUnsafeBufferPointer(body)
    }
}

extension ArraySlice<UInt8>: FrozenJSON.Payload {
    /// Runs `body` on the slice's bytes.
    @inlinable
    public func withBytes<Answer, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        try unsafe span.withUnsafeBufferPointer(body)
    }
}
