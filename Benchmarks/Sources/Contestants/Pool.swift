// The library under test, as its README says: a lane for each producer, dispatch and retrieve.

public import WorkerPool

extension Contestant {
    /// A lane for each producer, and blocking retrieve.
    @inlinable
    public static func workerPool<D: WorkerPool.Decoder>(
        _ subject: Subject<D>,
        workers: Int,
        producers: Int
    ) throws -> Contestant where D.Payload == Payload {
        var configuration = WorkerPool.Configuration()
        configuration.workers = workers
        return try workerPool(subject, configuration, producers: producers, isAwaited: false)
    }

    /// A lane for each producer; who asks is a task that awaits, or a thread that blocks.
    @inlinable
    public static func workerPool<D: WorkerPool.Decoder>(
        _ subject: Subject<D>,
        _ configuration: WorkerPool.Configuration,
        producers: Int,
        isAwaited: Bool
    ) throws -> Contestant where D.Payload == Payload {
        let pool = try WorkerPool(configuration)
        let lanes = (0..<producers).map { pool.lane("producer \($0)", decoder: subject.decoder) }
        return Contestant(
            ContestantName.workerPool.rawValue,
            isAwaited
                ? .suspending { subject.digest(of: try await lanes[$0].dispatchAsync($1).retrieve()) }
                : .blocking { subject.digest(of: try lanes[$0].dispatchAsync($1).retrieve()) },
            stop: { await pool.shutdown() }
        )
    }
}
