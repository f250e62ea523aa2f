// One way of decoding a batch, the same to all experiments.

public import WorkerPool

/// Decodes batches for producers and says what it made of each.
public struct Contestant<Payload: Sendable>: Sendable {
    /// Who asks for a batch: a thread that blocks, or a task that suspends.
    public enum Way: Sendable {
        case blocking(@Sendable (_ producer: Int, _ batch: [Payload]) throws -> UInt64)
        case suspending(@Sendable (_ producer: Int, _ batch: [Payload]) async throws -> UInt64)
    }

    /// How tables and results.json call it.
    public let name: String
    /// How a batch is decoded.
    public let way: Way
    /// Where the tasks of its producers run; nil for the cooperative pool.
    public let executor: (any TaskExecutor)?
    private let end: @Sendable () async -> Void

    /// - Parameters:
    ///   - name: How tables and results.json call it.
    ///   - way: How a batch is decoded.
    ///   - executor: Where the tasks of its producers run; nil for the cooperative pool.
    ///   - stop: Ends the contestant's threads.
    public init(
        _ name: String,
        _ way: Way,
        executor: (any TaskExecutor)? = nil,
        stop: @escaping @Sendable () async -> Void = {}
    ) {
        self.name = name
        self.way = way
        self.executor = executor
        end = stop
    }

    /// Ends its threads.
    public func stop() async { await end() }
}

extension Contestant {
    /// The contestant of that name, with as many threads as `workers`.
    @inlinable
    public static func make<D: WorkerPool.Decoder>(
        _ name: ContestantName,
        _ subject: Subject<D>,
        workers: Int,
        producers: Int
    ) throws -> Contestant where D.Payload == Payload {
        switch name {
        case .plainLoop: plainLoop(subject)
        case .workerPool: try workerPool(subject, workers: workers, producers: producers)
        case .workerPoolBlocking:
            try workerPool(subject, workers: workers, producers: producers, isAwaited: false)
        case .taskGroupByCore: taskGroupByCore(subject, cores: workers)
        case .taskGroupOnOwnThreads: taskGroupOnOwnThreads(subject, threads: workers)
        case .taskGroupByMessage: taskGroupByMessage(subject)
        case .concurrentPerform: crew(name, ConcurrentPerform(), subject, parts: workers * 4)
        case .dispatchQueue: crew(name, QueueCrew(), subject, parts: workers * 4)
        case .operationQueue: crew(name, OperationCrew(threads: workers), subject, parts: workers * 4)
        case .nioThreadPool: crew(name, NIOCrew(threads: workers), subject, parts: workers * 4)
        case .threadsAndACondition: crew(name, ThreadsAndACondition(threads: workers), subject, parts: workers * 4)
        case .prePartitioned: crew(name, PrePartitioned(threads: workers), subject, parts: workers)
        case .ephemeral: crew(name, Ephemeral(), subject, parts: workers)
        case .supervisor: crew(name, Supervisor(threads: workers), subject, parts: workers * 4)
        case .limit: preconditionFailure("the limit runs in processes of its own")
        }
    }

    /// A crew's threads decode; the producer's waits.
    @inlinable
    static func crew<D: WorkerPool.Decoder>(
        _ name: ContestantName,
        _ crew: some Crew,
        _ subject: Subject<D>,
        parts: Int
    ) -> Contestant where D.Payload == Payload {
        Contestant(
            name.rawValue,
            .blocking { _, batch in
                let parts = min(parts, batch.count)
                return subject.digest(of: subject.decode(batch, parts: parts, perform: crew.perform))
            },
            stop: { crew.stop() }
        )
    }
}
