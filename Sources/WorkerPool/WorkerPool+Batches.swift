extension WorkerPool {
    // MARK: One batch

    /// Decodes a batch, and answers its results in the batch's order; suspends the calling task until then.
    ///
    /// Blocks no thread. If the task is cancelled, so is the batch. The batch is always handed over, since nothing is known
    /// of what its payloads cost, unless it has fewer than ``Configuration/minPayloads``; a ``Lane`` learns that.
    ///
    /// - Throws: ``RetrievalError/cancelled`` if the task was cancelled before the last result, and
    ///   ``RetrievalError/shutDown`` if the pool has been shut down. The error of a single payload is in the results.
    @inlinable
    public func decode<D: Decoder>(
        _ payloads: [D.Payload],
        decoder: D
    ) async throws(RetrievalError) -> [Result<D.Output, D.Failure>] {
        if Task.isCancelled { throw .cancelled }
        let future = dispatch(payloads, decoder, isAwaited: true)
        return try await future.retrieveOrCancel()
    }

    /// Decodes a batch by a closure; see ``decode(_:decoder:)``.
    ///
    /// ```swift
    /// let results = try await pool.decode(["1", "2", "x"]) { Int($0) }
    /// ```
    @inlinable
    public func decode<Payload: Sendable, Output: Sendable, Failure: Error>(
        _ payloads: [Payload],
        decode: @escaping @Sendable (Payload) throws(Failure) -> Output
    ) async throws(RetrievalError) -> [Result<Output, Failure>] {
        try await self.decode(payloads, decoder: ClosureDecoder(decode))
    }

    /// Decodes a batch, and answers its results in the batch's order; blocks the calling thread until then.
    ///
    /// The thread decodes slices of the batch itself if there is a CPU for it. See ``decode(_:decoder:)`` for the rest.
    ///
    /// - Throws: ``RetrievalError/shutDown`` if the pool has been shut down.
    @available(*, noasync, message: "it blocks the thread; write 'try await pool.decode(...)'")
    @inlinable
    public func decodeBlocking<D: Decoder>(
        _ payloads: [D.Payload],
        decoder: D
    ) throws(RetrievalError) -> [Result<D.Output, D.Failure>] {
        try dispatch(payloads, decoder, isAwaited: true).retrieve()
    }

    /// Decodes a batch by a closure; see ``decodeBlocking(_:decoder:)``.
    @available(*, noasync, message: "it blocks the thread; write 'try await pool.decode(...)'")
    @inlinable
    public func decodeBlocking<Payload: Sendable, Output: Sendable, Failure: Error>(
        _ payloads: [Payload],
        decode: @escaping @Sendable (Payload) throws(Failure) -> Output
    ) throws(RetrievalError) -> [Result<Output, Failure>] {
        try decodeBlocking(payloads, decoder: ClosureDecoder(decode))
    }

    // MARK: Dispatch now, retrieve later

    /// Dispatches a batch, to collect its results later.
    ///
    /// Never waits for decoding: some 0.2 µs, and 2 to 6 µs if a parked worker must be woken, for 10 payloads as for
    /// 100,000. One worker begins at once; others join when it has decoded a slice or two, or somebody waits. All plain
    /// dispatches together are one lane. A batch of fewer than ``Configuration/minPayloads`` payloads
    /// is decoded in place before this returns.
    @inlinable
    public func dispatchAsync<D>(_ batch: Batch<D>) -> Future<D.Output, D.Failure> {
        dispatch(batch.payloads, batch.decoder, isAwaited: false)
    }

    /// Dispatches `payloads` for `decoder`; see ``dispatchAsync(_:)``.
    @inlinable
    public func dispatchAsync<D: Decoder>(_ payloads: [D.Payload], decoder: D) -> Future<D.Output, D.Failure> {
        dispatch(payloads, decoder, isAwaited: false)
    }

    /// Dispatches `payloads` for a closure; see ``dispatchAsync(_:)``.
    @inlinable
    public func dispatchAsync<Payload: Sendable, Output: Sendable, Failure: Error>(
        _ payloads: [Payload],
        decode: @escaping @Sendable (Payload) throws(Failure) -> Output
    ) -> Future<Output, Failure> {
        dispatch(payloads, ClosureDecoder(decode), isAwaited: false)
    }

    @inlinable
    func dispatch<D: Decoder>(
        _ payloads: [D.Payload],
        _ decoder: D,
        isAwaited: Bool
    ) -> Future<D.Output, D.Failure> {
        guard let budget = plain.budgetInPlace(payloads.count, isAwaited: isAwaited) else {
            return Future(.refused(.shutDown))
        }
        if payloads.isEmpty { return Future(.results([])) }
        if budget > 0 {
            let (results, nanoseconds) = Loop.decodeInPlace(
                payloads,
                by: decoder,
                within: budget,
                clock: plain.queue.clock
            )
            plain.learn(inPlace: nanoseconds, payloads: results.count)
            return Future(.results(results))
        }
        let job = unsafe BatchJob(
            count: payloads.count,
            decoded: [],
            hasWorkspace: D.Workspace.self != Void.self,
            lane: plain,
            isAwaited: isAwaited,
            decode: { unsafe Loop<D>.decode($0, of: payloads, by: decoder, to: $1, in: &$2) }
        )
        plain.handOver(job)
        return Future(.handedOver(job))
    }
}
