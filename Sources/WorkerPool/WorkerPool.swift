/// A persistent pool of isolated workers that decode batches in parallel, out of the way of everything else in the
/// process.
///
/// ```swift
/// let pool = try WorkerPool(workers: 4)
/// let future = pool.dispatchAsync(["1", "2", "x"]) { Int($0) }
/// let results = try await future.retrieve()
/// await pool.shutdown()
/// ```
///
/// Payloads go in frozen (`Sendable` values), are decoded on the pool's own threads, and come out frozen, each at its
/// own index. `dispatchAsync` never blocks; the ``Future`` that it returns always completes. All threads start in
/// `init` and end with `shutdown()`, or by themselves once the pool is dropped and what it accepted is decoded. While
/// nothing is dispatched none of them runs.
public final class WorkerPool: Sendable {
    /// What the pool was made of.
    public let configuration: Configuration

    private let crew: Crew
    private let queue: WorkQueue
    @usableFromInline let plain: Dispatcher

    /// Makes a pool and starts its threads: the workers, and one coordinator.
    ///
    /// Returns once every thread runs; some 50 µs for each.
    ///
    /// - Throws: A ``StartError`` if a field of the configuration is invalid, or the system refused a thread or
    ///   the priority. Then no thread is left.
    public init(_ configuration: Configuration = .init()) throws(StartError) {
        try configuration.validate()
        self.configuration = configuration
        (queue, crew) = try Crew.start(configuration)
        plain = Dispatcher(
            queue: queue,
            tenure: queue.openLane(learns: false),
            minPayloads: configuration.minPayloads,
            decodesInPlaceWhenCheaper: false
        )
    }

    /// Makes a pool of `workers` threads, with defaults for everything else.
    ///
    /// - Throws: A ``StartError``; see ``init(_:)``.
    public convenience init(workers: Int) throws(StartError) {
        var configuration = Configuration()
        configuration.workers = workers
        try self.init(configuration)
    }

    deinit {
        // Never joins: the last reference may die on one of the workers.
        queue.shutDown()
        crew.detach()
    }

    /// Dispatches a batch.
    ///
    /// Never blocks: some 0.2 µs, and 2 to 6 µs if a parked worker must be woken, for 10 payloads as for 100,000.
    /// Plain dispatches are served first come, first served. A batch of fewer than ``Configuration/minPayloads``
    /// payloads is decoded in place before this returns.
    @inlinable
    public func dispatchAsync<D>(_ batch: Batch<D>) -> Future<D.Output, D.Failure> {
        plain.dispatch(batch)
    }

    /// Dispatches `payloads` for `decoder`; see ``dispatchAsync(_:)``.
    @inlinable
    public func dispatchAsync<D: Decoder>(_ payloads: [D.Payload], decoder: D) -> Future<D.Output, D.Failure> {
        plain.dispatch(Batch(payloads, decoder: decoder))
    }

    /// Dispatches `payloads` for a closure; see ``dispatchAsync(_:)``.
    @inlinable
    public func dispatchAsync<Payload: Sendable, Output: Sendable, Failure: Error>(
        _ payloads: [Payload],
        decode: @escaping @Sendable (Payload) throws(Failure) -> Output
    ) -> Future<Output, Failure> {
        plain.dispatch(Batch(payloads, decoder: ClosureDecoder(decode)))
    }

    /// Opens a lane: one producer's own way into the pool.
    ///
    /// Some 0.3 µs; lanes are cheap, so make one for each producer and decoder.
    ///
    /// - Parameters:
    ///   - name: A label for people. It need not be unique and may be empty.
    ///   - decoder: Decodes the lane's payloads.
    ///   - minPayloads: A batch of fewer payloads is decoded in place; nil for the pool's
    ///     ``Configuration/minPayloads``, 1 or less for no such bound.
    ///   - decodesInPlaceWhenCheaper: Whether the lane may decode in place what it has learned is cheaper than a
    ///     wake-up, or is awaited at once by a blocking `retrieve()` and done no sooner by several threads. Turn it off
    ///     if the dispatching thread must never decode, such as an event loop's, or holds a lock that the decoder
    ///     takes; `minPayloads` must be 1 then too, as it is by default.
    /// - Returns: The lane; it is gone when its last copy and its last batch are.
    public func lane<D: Decoder>(
        _ name: String,
        decoder: D,
        minPayloads: Int? = nil,
        decodesInPlaceWhenCheaper: Bool = true
    ) -> Lane<D> {
        Lane(
            name: name,
            decoder: decoder,
            dispatcher: Dispatcher(
                queue: queue,
                tenure: queue.openLane(learns: true),
                minPayloads: minPayloads ?? configuration.minPayloads,
                decodesInPlaceWhenCheaper: decodesInPlaceWhenCheaper
            )
        )
    }

    /// Drains the pool and ends its threads; blocks until they are gone.
    ///
    /// Everything that was accepted is decoded. What is dispatched from now on completes with
    /// ``RetrievalError/shutDown``. It may be called many times and from many threads; each call returns when the pool
    /// is gone. Called on a thread that is at work for the pool (inside a decoder on a worker or in a helping caller,
    /// or while part of a batch dies there), it only begins the drain, since it would wait for itself. Inside a decoder
    /// that a dispatch runs in place it drains first, as anywhere else.
    @available(*, noasync, message: "it blocks the thread; write 'await'")
    public func shutdown() {
        queue.shutDown()
        crew.join()
    }

    /// Drains the pool and ends its workers; suspends until the last user code on them has run, and blocks no thread.
    ///
    /// See the blocking `shutdown()` for the rest.
    public func shutdown() async {
        queue.shutDown()
        await crew.join()
    }
}
