// The library under test, as a service uses it: a lane for each producer, whose task awaits each batch.

public import WorkerPool

extension Contestant {
    /// A lane for each producer, in a pool of so many workers.
    @inlinable
    public static func workerPool<D: WorkerPool.Decoder>(
        _ subject: Subject<D>,
        workers: Int,
        producers: Int,
        isAwaited: Bool = true
    ) throws -> Contestant where D.Payload == Payload {
        var configuration = WorkerPool.Configuration()
        configuration.workers = workers
        return try workerPool(subject, configuration, producers: producers, isAwaited: isAwaited)
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
        let name = isAwaited ? ContestantName.workerPool : .workerPoolBlocking
        return Contestant(
            name.rawValue,
            .lanes(lanes, subject, isAwaited: isAwaited),
            stop: { await pool.shutdown() }
        )
    }
}

extension Contestant.Way {
    /// By the producer's lane.
    @inlinable
    public static func lanes<D: WorkerPool.Decoder>(
        _ lanes: [WorkerPool.Lane<D.Payload, D.Output, D.Failure>],
        _ subject: Subject<D>,
        isAwaited: Bool
    ) -> Self where D.Payload == Payload {
        isAwaited
            ? .suspending { subject.digest(of: try await lanes[$0].decode($1)) }
            : .blocking { subject.digest(of: try lanes[$0].decodeBlocking($1)) }
    }
}
