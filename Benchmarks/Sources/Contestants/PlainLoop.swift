// The plain loop: each producer decodes its own batches where it is.

public import WorkerPool

extension Contestant {
    /// Decodes where the producer is.
    @inlinable
    public static func plainLoop<D: WorkerPool.Decoder>(_ subject: Subject<D>) -> Contestant
    where D.Payload == Payload {
        Contestant(
            ContestantName.plainLoop.rawValue,
            .blocking { _, batch in subject.digest(of: subject.decode(batch.indices, of: batch)) }
        )
    }
}
