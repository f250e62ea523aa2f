extension WorkerPool {
    /// One producer's own way into the pool, with its decoder: made by ``WorkerPool/lane(_:decoder:minPayloads:decodesInPlaceWhenCheaper:)``.
    ///
    /// Lanes share the workers by measured decode time, so a lane with a giant batch does not stand in the way of one with a
    /// small batch. Its workers keep the decoder's workspaces from batch to batch, until the lane is gone: its last copy, and
    /// its last batch.
    ///
    /// A lane learns what its payloads cost. A batch that is cheaper than the wake-up of a worker is decoded in place, on the
    /// dispatching thread; if it then turns out dearer than foreseen, what is left of it is handed over after about two wake-ups'
    /// time (or the up to sixteen payloads during which that passes), and the lane is slow to trust again. Of batches of up to sixteen, in
    /// a lane that is sure of its payloads, only one in four is timed: the others are decoded in place to their end, whatever they take.
    ///
    /// Where its callers block in `retrieve()` right after the dispatch, and nobody else decodes, a batch of up to 300 µs may be decoded in
    /// place too, or one of up to 50 wake-ups' time that only one thread could decode: a single payload, or any in a pool of one worker. What
    /// the lane has not yet seen the cost of is handed over; a payload that was begun is finished, however long it takes.
    ///
    /// So a decoder may run inside `dispatchAsync`, once the lane has learned that it may. Do not dispatch while you hold a lock that the decoder
    /// takes, or make the lane with `decodesInPlaceWhenCheaper: false`.
    ///
    /// A lane may outlive its pool; then its futures complete with ``RetrievalError/shutDown``.
    public struct Lane<D: Decoder>: Sendable {
        /// A label for people.
        ///
        /// It need not be unique and may be empty.
        public let name: String
        /// What decodes this lane's payloads.
        public let decoder: D
        /// Batches of fewer payloads are decoded in place.
        public var minPayloads: Int { dispatcher.minPayloads }

        @usableFromInline let dispatcher: Dispatcher

        init(name: String, decoder: D, dispatcher: Dispatcher) {
            self.name = name
            self.decoder = decoder
            self.dispatcher = dispatcher
        }

        /// Dispatches a batch of this lane's.
        ///
        /// Never blocks: some 0.2 µs, and 2 to 6 µs where a parked worker must be woken, for 10 payloads as for 100,000. See
        /// ``Lane`` for batches that are decoded in place.
        @inlinable
        public func dispatchAsync(_ payloads: [D.Payload]) -> Future<D.Output, D.Failure> {
            dispatcher.dispatch(Batch(payloads, decoder: decoder))
        }
    }
}
