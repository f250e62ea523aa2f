extension WorkerPool {
    /// Why a batch has no results.
    ///
    /// An error of a single payload is not among these: it is in the results, at that payload's index.
    public enum RetrievalError: Error, Hashable, CustomStringConvertible {
        /// ``Future/cancel()``, or the cancelling of the task that awaited ``Lane/decode(_:)``, came before the last result.
        case cancelled
        /// The batch was dispatched after the pool's shutdown had begun.
        ///
        /// None of it was decoded, except, in vain, the first payloads of a batch that its dispatch was just decoding
        /// in place.
        case shutDown

        /// One line for a log.
        public var description: String {
            switch self {
            case .cancelled: "the batch was cancelled before its last result"
            case .shutDown: "the batch was dispatched after the pool's shutdown had begun"
            }
        }
    }
}
