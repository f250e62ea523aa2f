// Decoding on the thread that dispatches.

@usableFromInline
enum InPlace {
    /// Every result of the batch; what a plain loop would do.
    @inlinable
    static func results<D: WorkerPool.Decoder>(of batch: WorkerPool.Batch<D>) -> [Result<D.Output, D.Failure>] {
        let decoder = batch.decoder
        var workspace = decoder.makeWorkspace()
        var results: [Result<D.Output, D.Failure>] = []
        results.reserveCapacity(batch.payloads.count)
        for payload in batch.payloads { results.append(decoder.result(of: payload, in: &workspace)) }
        return results
    }

    /// The results of the first payloads: of all of them, unless the time is over before.
    ///
    /// The clock is looked at after 1 and 5 payloads and then after every 16th, so the caller's thread is never held
    /// longer than `budget` and the 16 payloads after it, and the looks, some 20 to 40 ns each, cost little.
    ///
    /// The budget and the time that is returned are in nanoseconds, and count the workspace.
    @inlinable
    static func results<D: WorkerPool.Decoder>(
        of batch: WorkerPool.Batch<D>,
        within budget: Double
    ) -> (results: [Result<D.Output, D.Failure>], nanoseconds: UInt64) {
        let decoder = batch.decoder
        let start = Clock.now()
        var workspace = decoder.makeWorkspace()
        var time = start
        let payloads = batch.payloads
        var results: [Result<D.Output, D.Failure>] = []
        results.reserveCapacity(payloads.count)
        while results.count < payloads.count {
            let pause = min(payloads.count, results.count + min(3 * results.count + 1, 16))
            for index in results.count..<pause {
                results.append(decoder.result(of: payloads[index], in: &workspace))
            }
            time = Clock.now()
            if Double(time - start) > budget { break }
        }
        return (results, time - start)
    }
}
