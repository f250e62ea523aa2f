extension WorkerPool {
    /// Why a batch has no results.
    ///
    /// An error of one payload is not here: it stands in the results, at that payload's index.
    public enum RetrievalError: Error, Hashable, CustomStringConvertible {
        /// ``Future/cancel()`` came before the last result.
        case cancelled
        /// The batch was dispatched after the pool's shutdown had begun.
        ///
        /// Nothing of it was decoded, or, of one that its dispatch had begun to decode in place just then, the first payloads for nothing.
        case shutDown
        /// The batch was refused because too much is waiting.
        ///
        /// No pool of this version refuses one.
        case overloaded
        /// The batch's time was over before its last result.
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
