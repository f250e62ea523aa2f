// The library under test, as its README says: a lane for each producer, dispatch and blocking retrieve.

public import WorkerPool

extension Contestant {
    /// A lane for each producer.
    @inlinable
    public static func workerPool<D: WorkerPool.Decoder>(
        _ subject: Subject<D>,
        workers: Int,
        producers: Int
    ) throws -> Contestant where D.Payload == Payload {
        let pool = try WorkerPool(workers: workers)
        let lanes = (0..<producers).map { pool.lane("producer \($0)", decoder: subject.decoder) }
        return Contestant(
            ContestantName.workerPool.rawValue,
            .blocking { producer, batch in
                subject.digest(of: try lanes[producer].dispatchAsync(batch).retrieve())
            },
            stop: { await pool.shutdown() }
        )
    }
}
