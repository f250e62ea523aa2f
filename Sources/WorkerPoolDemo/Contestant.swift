// The three ways to decode a chunk: with one decoder, to one array of results in the lines' order.

import WorkerPool

enum Contestant: String, CaseIterable {
    case plainLoop = "plain loop"
    case pool = "worker pool"
    case taskGroup = "task group"

    /// Each goes first in turn, so that nobody always finds the caches cold.
    static func order(ofRound round: Int) -> [Contestant] {
        let first = round % allCases.count
        return Array(allCases[first...] + allCases[..<first])
    }

    /// Decodes on the threads that tasks share, except for the pool's part.
    @concurrent
    func decode<D: WorkerPool.Decoder>(
        _ chunk: Chunk,
        decoder: D,
        lane: WorkerPool.Lane<D.Payload, D.Output, D.Failure>,
        batchSize: Int
    ) async throws(WorkerPool.RetrievalError) -> [Result<D.Output, D.Failure>]
    where D.Payload == ArraySlice<UInt8> {
        switch self {
        case .plainLoop: loop(over: chunk.lines[...], decoder)
        case .pool: try await dispatch(chunk.lines, to: lane, batchSize)
        case .taskGroup: await group(over: chunk.shares(WorkerPool.Configuration.availableCPUs), decoder)
        }
    }

    private func loop<D: WorkerPool.Decoder>(
        over lines: ArraySlice<D.Payload>,
        _ decoder: D
    ) -> [Result<D.Output, D.Failure>] {
        var workspace = decoder.makeWorkspace()
        return lines.map { line in Result { () throws(D.Failure) in try decoder.decode(line, in: &workspace) } }
    }

    /// Hands all batches over, then awaits them.
    private func dispatch<Payload, Output, Failure>(
        _ lines: [Payload],
        to lane: WorkerPool.Lane<Payload, Output, Failure>,
        _ batchSize: Int
    ) async throws(WorkerPool.RetrievalError) -> [Result<Output, Failure>] {
        let futures = stride(from: 0, to: lines.count, by: batchSize)
            .map { start in
                lane.dispatchAsync(Array(lines[start..<min(start + batchSize, lines.count)]))
            }
        var results: [Result<Output, Failure>] = []
        results.reserveCapacity(lines.count)
        for future in futures { results += try await future.retrieve() }
        return results
    }

    /// One task per core with equally many bytes each, the cheapest group: a task per message costs more.
    private func group<D: WorkerPool.Decoder>(
        over shares: [ArraySlice<D.Payload>],
        _ decoder: D
    ) async -> [Result<D.Output, D.Failure>] {
        await withTaskGroup(of: (Int, [Result<D.Output, D.Failure>]).self) { group in
            for (index, share) in shares.enumerated() {
                group.addTask { (index, loop(over: share, decoder)) }
            }
            var parts = shares.map { _ in [Result<D.Output, D.Failure>]() }
            for await (index, results) in group { parts[index] = results }
            return Array(parts.joined())
        }
    }
}
