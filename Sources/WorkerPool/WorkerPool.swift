/// A persistent pool of isolated workers that decode batches in parallel, out of the way of everything else in the
/// process.
///
/// ```swift
/// let pool = try WorkerPool(workers: 4)
/// let results = try await pool.decode(["1", "2", "x"]) { Int($0) }
/// await pool.shutdown()
/// ```
///
/// Payloads go in frozen (`Sendable` values), are decoded on the pool's own threads, and come out frozen, each at its
/// own index. All threads start in `init` and end with `shutdown()`, or by themselves once the pool is dropped and what
/// it accepted is decoded. While nothing is dispatched none of them runs.
public final class WorkerPool: Sendable {
    /// What the pool was made of.
    public let configuration: Configuration

    private let threads: PoolThreads
    /// The lane of plain dispatches.
    @usableFromInline let plain: LaneState

    /// Makes a pool and starts its threads: the workers, and one coordinator.
    ///
    /// Returns once every thread runs; some 50 µs for each.
    ///
    /// - Throws: A ``StartError`` if a field of the configuration is invalid, or the system refused a thread or
    ///   the priority. Then no thread is left.
    public init(_ configuration: Configuration = .init()) throws(StartError) {
        try configuration.validate()
        self.configuration = configuration
        threads = try PoolThreads.start(configuration)
        var settings = LaneSettings()
        settings.minPayloads = configuration.minPayloads
        settings.decodesInPlace = false
        plain = LaneState(threads.queue, settings, isPlain: true)
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
        // Never joins: race "the last reference dies inside".
        threads.queue.shutDown()
        threads.detach()
    }

    /// Drains the pool and ends its threads; blocks until they are gone.
    ///
    /// Everything that was accepted is decoded. What is dispatched from now on completes with
    /// ``RetrievalError/shutDown``. It may be called many times and from many threads; each call returns when the pool
    /// is gone. Called on a thread that is at work for the pool (inside a decoder on a worker or in a helping caller,
    /// or while part of a batch dies there), it only begins the drain, since it would wait for itself. Inside a decoder
    /// that a dispatch runs in place it drains first, as anywhere else.
    @available(
        *,
        noasync,
        message: "it blocks the thread; write 'await', and at the top level of main.swift within a function"
    )
    public func shutdown() {
        threads.queue.shutDown()
        threads.join()
    }

    /// Drains the pool and ends its workers; suspends until the last user code on them has run, and blocks no thread.
    ///
    /// See the blocking `shutdown()` for the rest.
    public func shutdown() async {
        threads.queue.shutDown()
        await threads.join()
    }
}
