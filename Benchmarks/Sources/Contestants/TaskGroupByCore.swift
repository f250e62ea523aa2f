// Swift's own answer: a task group with a child task for each core.

public import WorkerPool

extension Contestant {
    @inlinable
    static func taskGroupByCore<D: WorkerPool.Decoder>(
        _ subject: Subject<D>,
        cores: Int
    ) -> Contestant where D.Payload == Payload {
        Contestant(
            ContestantName.taskGroupByCore.rawValue,
            .suspending { _, batch in await subject.digest(of: batch, byTasks: cores, on: nil) }
        )
    }
}

extension Subject {
    /// Has child tasks decode the batch, each a part of it; they run on the executor, or where their parent does.
    @inlinable
    func digest(of batch: [D.Payload], byTasks count: Int, on executor: (any TaskExecutor)?) async -> UInt64 {
        let parts = min(count, batch.count)
        return await withTaskGroup(of: (Int, Results).self) { group in
            for part in 0..<parts {
                group.addTask(executorPreference: executor) {
                    (part, decode(range(of: part, of: parts, in: batch.count), of: batch))
                }
            }
            var pieces = [Results](repeating: [], count: parts)
            for await (part, results) in group { pieces[part] = results }
            var results = pieces[0]
            results.reserveCapacity(batch.count)
            for piece in pieces.dropFirst() { results += piece }
            return digest(of: results)
        }
    }
}
