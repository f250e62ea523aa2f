extension FrozenJSON {
    /// What a document is parsed from: bytes that lie side by side in memory.
    ///
    /// `[UInt8]`, `ArraySlice<UInt8>`, `String` and `Substring` conform, and `Data` if `WorkerPoolFoundation` is imported. A payload
    /// that conforms elsewhere must hand over the same bytes each time it is asked, since a pool's payload is frozen. From one that
    /// does not, a `Glance` may answer anything, but reads nothing outside what it is handed.
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

extension String: FrozenJSON.Payload {
    /// Runs `body` on the string's UTF-8, where it lies; one that is bridged from Objective-C and is no UTF-8 there is copied first.
    @inlinable
    public func withBytes<Answer, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        try unsafe self[...].withBytes(body)
    }
}

extension Substring: FrozenJSON.Payload {
    /// Runs `body` on the text's UTF-8; as for `String`.
    @inlinable
    public func withBytes<Answer, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        // It may make the text contiguous, and does not hand on a typed error.
        var text = self
        let result: Result<Answer, Failure> = text.withUTF8 { bytes in
            do throws(Failure) {
                return .success(try unsafe body(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
