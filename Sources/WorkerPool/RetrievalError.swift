extension WorkerPool {
    /// Why a batch has no results.
    ///
    /// An error of a single payload is not among these: it is in the results, at that payload's index.
    public enum RetrievalError: Error, Hashable, CustomStringConvertible {
        /// ``Future/cancel()`` came before the last result.
        case cancelled
        /// The batch was dispatched after the pool's shutdown had begun.
        ///
        /// None of it was decoded, except, in vain, the first payloads of a batch that its dispatch was just decoding
        /// in place.
        case shutDown
        /// The batch was refused because too much is waiting.
        ///
        /// No pool of this version refuses one.
        case overloaded
        /// The batch's deadline passed before its last result.
        ///
        /// No batch of this version has a deadline.
        case deadlineExceeded

        /// One line for a log.
        public var description: String {
            switch self {
            case .cancelled: "the batch was cancelled before its last result"
            case .shutDown: "the batch was dispatched after the pool's shutdown had begun"
            case .overloaded: "the batch was refused because too much work is waiting"
            case .deadlineExceeded: "the batch's deadline passed before its last result"
            }
        }
    }
}
