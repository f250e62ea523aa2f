extension WorkerPool {
    /// An array of payloads, and the decoder to run on each of them.
    public struct Batch<D: Decoder>: Sendable {
        /// What is decoded; the results come in this order.
        ///
        /// Retained until the batch is over, never copied.
        public let payloads: [D.Payload]
        /// What decodes it.
        public let decoder: D

        /// A batch of `payloads` for `decoder`.
        @inlinable
        public init(_ payloads: [D.Payload], decoder: D) {
            self.payloads = payloads
            self.decoder = decoder
        }
    }
}
