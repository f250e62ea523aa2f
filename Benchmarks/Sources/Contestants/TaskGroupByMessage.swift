// The same with a child task for each message.

public import WorkerPool

extension Contestant {
    @inlinable
    static func taskGroupByMessage<D: WorkerPool.Decoder>(_ subject: Subject<D>) -> Contestant
    where D.Payload == Payload {
        Contestant(
            ContestantName.taskGroupByMessage.rawValue,
            .suspending { _, batch in
                await withTaskGroup(of: (Int, Result<D.Output, D.Failure>).self) { group in
                    for index in batch.indices {
                        group.addTask {
                            var workspace = subject.decoder.makeWorkspace()
                            return (index, subject.result(of: batch[index], in: &workspace))
                        }
                    }
                    var results = [Result<D.Output, D.Failure>?](repeating: nil, count: batch.count)
                    for await (index, result) in group { results[index] = result }
                    return subject.digest(of: results.compactMap(\.self))
                }
            }
        )
    }
}
