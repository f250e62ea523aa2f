extension WorkerPool {
    /// One producer's own way into the pool, with its decoder: made by ``WorkerPool/lane(_:decoder:minPayloads:decodesInPlaceWhenCheaper:)``.
    ///
    /// Lanes share the workers by measured decode time, so a lane with a giant batch does not hold up one with a small
    /// batch. The workers keep the decoder's workspaces from batch to batch until the lane is gone, that is, its last
    /// copy and its last batch.
    ///
    /// A lane learns what its payloads cost. A batch that is cheaper than waking a worker is decoded in place, on the
    /// dispatching thread; if it turns out costlier than expected, the rest is handed over after about two wake-ups'
    /// time (plus the up to sixteen payloads during which that passes), and the lane is slow to trust again. Of batches
    /// of up to sixteen payloads, in a lane that is sure of its payloads, only one in four is timed: the others are
    /// decoded in place to their end, however long they take.
    ///
    /// If its callers block in `retrieve()` right after the dispatch, and nobody else decodes, a batch of up to 300 µs
    /// may be decoded in place too, or one of up to 50 wake-ups' time that only one thread could decode: a single
    /// payload, or any batch in a pool of one worker. A batch whose cost the lane does not know yet is handed over. A
    /// payload that was begun is finished, however long it takes.
    ///
    /// So a decoder may run inside `dispatchAsync`, once the lane has learned that it may. Do not dispatch while you
    /// hold a lock that the decoder takes, or make the lane with `decodesInPlaceWhenCheaper: false`.
    ///
    /// A lane may outlive its pool; then its futures complete with ``RetrievalError/shutDown``.
    public struct Lane<D: Decoder>: Sendable {
        /// A label for people.
        ///
        /// It need not be unique and may be empty.
        public let name: String
        /// What decodes this lane's payloads.
        public let decoder: D
        /// A batch of fewer payloads than this is decoded in place.
        public var minPayloads: Int { dispatcher.minPayloads }

        @usableFromInline let dispatcher: Dispatcher

        init(name: String, decoder: D, dispatcher: Dispatcher) {
            self.name = name
            self.decoder = decoder
            self.dispatcher = dispatcher
        }

        /// Dispatches a batch in this lane.
        ///
        /// Never blocks: some 0.2 µs, and 2 to 6 µs if a parked worker must be woken, for 10 payloads as for 100,000.
        /// See ``Lane`` for batches that are decoded in place.
        @inlinable
        public func dispatchAsync(_ payloads: [D.Payload]) -> Future<D.Output, D.Failure> {
            dispatcher.dispatch(Batch(payloads, decoder: decoder))
        }
    }
}
