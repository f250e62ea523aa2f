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
            .suspending { _, batch in
                let parts = min(cores, batch.count)
                return await withTaskGroup(of: (Int, Subject<D>.Results).self) { group in
                    for part in 0..<parts {
                        group.addTask { (part, subject.decode(range(of: part, of: parts, in: batch.count), of: batch)) }
                    }
                    var pieces = [Subject<D>.Results](repeating: [], count: parts)
                    for await (part, results) in group { pieces[part] = results }
                    var results = pieces[0]
                    results.reserveCapacity(batch.count)
                    for piece in pieces.dropFirst() { results += piece }
                    return subject.digest(of: results)
                }
            }
        )
    }
}
