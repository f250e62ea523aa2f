extension FrozenJSON {
    /// Why a document was refused, and where.
    public struct ParseError: Error, Sendable, Hashable {
        let expectation: Expectation
        /// The byte at which the parse stopped, counted from 0.
        public let offset: Int

        init(_ expectation: Expectation, at offset: Int, in source: UnsafeBufferPointer<UInt8>) {
            self.expectation = expectation
            self.offset = offset
        }
    }
}
