// Decoding on the thread that dispatches.

@usableFromInline
enum InPlace {
    /// Every result of the batch, decoded as a plain loop would.
    @inlinable
    static func results<D: WorkerPool.Decoder>(of batch: WorkerPool.Batch<D>) -> [Result<D.Output, D.Failure>] {
        let decoder = batch.decoder
        var workspace = decoder.makeWorkspace()
        var results: [Result<D.Output, D.Failure>] = []
        results.reserveCapacity(batch.payloads.count)
        decode(0..<batch.payloads.count, of: batch.payloads, by: decoder, in: &workspace, to: &results)
        return results
    }

    /// The results of the first payloads: of all of them, unless time runs out.
    ///
    /// The clock is read after the first payload and after every 16th from there, so the caller's thread is never held
    /// longer than `budget` and the 16 payloads after it, and the readings, some 20 to 40 ns each, cost little.
    ///
    /// The budget and the returned time are in nanoseconds, and include making the workspace.
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
            let pause = min(payloads.count, results.count + (results.isEmpty ? 1 : Slicing.inPlace))
            decode(results.count..<pause, of: payloads, by: decoder, in: &workspace, to: &results)
            time = Clock.now()
            if Double(time - start) > budget { break }
        }
        return (results, time - start)
    }

    /// Decodes some of the payloads.
    ///
    /// Through a buffer, since the array's subscript would retain each payload, which takes as long as decoding some of
    /// them.
    @inlinable
    static func decode<D: WorkerPool.Decoder>(
        _ range: Range<Int>,
        of payloads: [D.Payload],
        by decoder: D,
        in workspace: inout D.Workspace,
        to results: inout [Result<D.Output, D.Failure>]
    ) {
        unsafe payloads.withUnsafeBufferPointer { payloads in
            for index in range { results.append(decoder.result(of: unsafe payloads[index], in: &workspace)) }
        }
    }
}
