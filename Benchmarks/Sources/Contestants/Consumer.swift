// One consumer that has several batches in flight in a lane of the pool, as one that reads a stream has.

public import WorkerPool

/// Starts batches ahead, and collects their results in order.
public struct Consumer<Payload: Sendable>: Sendable {
    /// Decodes batches, and answers the digest of each.
    public let decode: @Sendable (_ batches: [[Payload]]) async throws -> [UInt64]
    /// Ends the pool's threads.
    public let stop: @Sendable () async -> Void

    /// - Parameters:
    ///   - subject: What is decoded, and how results are compared.
    ///   - workers: How many threads the pool has.
    ///   - ahead: How many batches are in flight.
    /// - Throws: What the pool's start throws.
    @inlinable
    public init<D: WorkerPool.Decoder>(_ subject: Subject<D>, workers: Int, ahead: Int) throws
    where D.Payload == Payload {
        let pool = try WorkerPool(workers: workers)
        let lane = pool.lane("consumer", decoder: subject.decoder)
        decode = { batches in
            var futures: [WorkerPool.Future<D.Output, D.Failure>] = []
            var digests: [UInt64] = []
            for batch in batches {
                futures.append(lane.dispatchAsync(batch))
                if futures.count == ahead {
                    digests.append(subject.digest(of: try await futures.removeFirst().retrieve()))
                }
            }
            for future in futures { digests.append(subject.digest(of: try await future.retrieve())) }
            return digests
        }
        stop = { await pool.shutdown() }
    }
}
