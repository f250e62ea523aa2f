extension WorkerPool {
    /// One producer's own way into the pool, with its decoder: made by ``WorkerPool/lane(_:decoder:)``.
    ///
    /// ```swift
    /// let numbers = pool.lane("numbers") { (text: String) in Int(text) }
    /// let results = try await numbers.decode(["1", "2", "x"])
    /// ```
    ///
    /// Lanes share the workers by measured decode time, so a lane with a giant batch does not hold up one with a small
    /// batch. The workers keep the decoder's workspaces from batch to batch until the lane is gone, that is, its last
    /// copy and its last batch.
    ///
    /// A lane measures what its payloads cost, and decodes a batch *in place*, on the calling thread, if handing it over
    /// would cost more. If that takes longer than expected, the rest is handed over. So a decoder may run inside the call:
    /// turn ``LaneSettings/decodesInPlace`` off if the calling thread must never decode, or holds a lock that the decoder
    /// takes.
    ///
    /// A lane may outlive its pool; then its batches end with ``RetrievalError/shutDown``.
    public struct Lane<Payload: Sendable, Output: Sendable, Failure: Error>: Sendable {
        /// A label for people.
        ///
        /// It need not be unique and may be empty.
        public let name: String
        /// How it treats its batches.
        public var settings: LaneSettings { state.settings }

        @usableFromInline let state: LaneState
        @usableFromInline let decoder: LaneDecoder<Payload, Output, Failure>

        @usableFromInline
        init(_ name: String, _ state: LaneState, _ decoder: LaneDecoder<Payload, Output, Failure>) {
            self.name = name
            self.state = state
            self.decoder = decoder
        }

        /// Decodes a batch, and answers its results in the batch's order; suspends the calling task until then.
        ///
        /// Blocks no thread. If the task is cancelled, so is the batch. A batch that is cheaper than a hand-over is
        /// decoded in place, without a suspension; a task that has gone on so for half a millisecond lets others run.
        ///
        /// - Throws: ``RetrievalError/cancelled`` if the task was cancelled before the last result, and
        ///   ``RetrievalError/shutDown`` if the pool has been shut down. The error of a single payload is in the results.
        @inlinable
        public func decode(_ payloads: [Payload]) async throws(RetrievalError) -> [Result<Output, Failure>] {
            if Task.isCancelled { throw .cancelled }
            let future = dispatch(payloads, isAwaited: true)
            return try await future.retrieveOrCancel()
        }

        /// Decodes a batch, and answers its results in the batch's order; blocks the calling thread until then.
        ///
        /// The thread decodes slices of the batch itself if there is a CPU for it; see the blocking
        /// ``Future/retrieve()-2eeqh``.
        ///
        /// - Throws: ``RetrievalError/shutDown`` if the pool has been shut down. The error of a single payload is in the
        ///   results.
        @available(*, noasync, message: "it blocks the thread; write 'try await lane.decode(...)'")
        @inlinable
        public func decodeBlocking(_ payloads: [Payload]) throws(RetrievalError) -> [Result<Output, Failure>] {
            try dispatch(payloads, isAwaited: true).retrieve()
        }

        /// Dispatches a batch, to collect its results later.
        ///
        /// Never waits for decoding: some 0.2 µs, and 2 to 6 µs if a parked worker must be woken, for 10 payloads as for
        /// 100,000. One worker begins at once; others join when it has decoded a slice or two, or somebody waits. See
        /// ``Lane`` for batches that are decoded in place.
        @inlinable
        public func dispatchAsync(_ payloads: [Payload]) -> Future<Output, Failure> {
            dispatch(payloads, isAwaited: false)
        }

        @inlinable
        func dispatch(_ payloads: [Payload], isAwaited: Bool) -> Future<Output, Failure> {
            guard let budget = state.budgetInPlace(payloads.count, isAwaited: isAwaited) else {
                return Future(.refused(.shutDown))
            }
            if payloads.isEmpty { return Future(.results([])) }
            var decoded: [Result<Output, Failure>] = []
            if budget > 0 {
                let (results, nanoseconds) = decoder.decodeInPlace(payloads, budget, state.queue.clock)
                state.learn(inPlace: nanoseconds, payloads: results.count)
                if results.count == payloads.count { return Future(.results(results)) }
                decoded = results
            }
            let job = unsafe BatchJob(
                count: payloads.count,
                decoded: decoded,
                hasWorkspace: decoder.hasWorkspace,
                lane: state,
                isAwaited: isAwaited,
                decode: { [decoder] in unsafe decoder.decode($0, payloads, $1, &$2) }
            )
            state.handOver(job)
            return Future(.handedOver(job))
        }
    }
}

extension WorkerPool.Future {
    /// For a task that does nothing but wait: cancels the batch with it.
    @inlinable
    func retrieveOrCancel() async throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        switch answer {
        case .results(let results):
            if TimeInPlace.owesSuspension() { await Task.yield() }
            return results
        case .refused(let error): throw error
        case .handedOver(let job):
            TimeInPlace.reset()
            await withTaskCancellationHandler {
                await job.wait()
            } onCancel: {
                job.cancel()
            }
            return try job.answer()
        }
    }
}

/// A lane's decoder, of which only what goes in and what comes out is known: its type is erased once, where the lane is
/// made, in the user's module, where the loops are specialised.
@safe
@usableFromInline
final class LaneDecoder<Payload: Sendable, Output: Sendable, Failure: Error>: Sendable {
    @usableFromInline typealias Element = Result<Output, Failure>

    @usableFromInline let hasWorkspace: Bool
    /// See ``Loop/decode(_:of:by:to:in:)``.
    @usableFromInline let decode:
        @Sendable (Range<Int>, [Payload], UnsafeMutablePointer<Element>, inout Workspace?) -> Void
    /// See ``Loop/decodeInPlace(_:by:within:clock:)``.
    @usableFromInline let decodeInPlace: @Sendable ([Payload], UInt64, Clock) -> ([Element], UInt64)

    @inlinable
    init<D: WorkerPool.Decoder>(_ decoder: D)
    where D.Payload == Payload, D.Output == Output, D.Failure == Failure {
        hasWorkspace = D.Workspace.self != Void.self
        unsafe decode = { unsafe Loop<D>.decode($0, of: $1, by: decoder, to: $2, in: &$3) }
        decodeInPlace = { Loop<D>.decodeInPlace($0, by: decoder, within: $1, clock: $2) }
    }
}
