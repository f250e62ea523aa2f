// The contest: everybody decodes every line, and nobody wins by being wrong.

import Synchronization
import Testing
import WorkerPool
@testable import WorkerPoolDemo

@Suite(.timeLimit(.minutes(5)))
struct ComparisonTests {
    /// Answers differently at every call, as no decoder may.
    private final class Fickle: WorkerPool.Decoder {
        private let calls = Atomic(0)

        func decode(_ line: ArraySlice<UInt8>) -> Document? {
            Document(kind: .array, count: calls.add(1, ordering: .relaxed).newValue, isWanted: true)
        }
    }

    @Test func `refuses to compare contestants whose results differ, and says where`() async throws {
        let pool = try WorkerPool(workers: 1)
        var comparison = Comparison(pool: pool, decoder: Fickle(), batchSize: 2)
        await #expect(
            throws: Complaint(.software, "the worker pool and the plain loop disagree, at generated events:1 or later")
        ) {
            try await comparison.run(on: EventMaker(until: .count(3)), shortestRun: 0)
        }
        await pool.shutdown()
    }

    @Test func `counts a short input's lines once, however often they are decoded`() async throws {
        let pool = try WorkerPool(workers: 2)
        var comparison = Comparison(pool: pool, decoder: DocumentDecoder.events(where: nil), batchSize: 7)
        try await comparison.run(on: EventMaker(until: .count(20)), shortestRun: 0.5)
        await pool.shutdown()
        #expect(comparison.tally.total == 20)
        let decoded = Set(comparison.figures.scores.values.map(\.lines))
        let lines = try #require(decoded.first)
        #expect(decoded.count == 1 && lines % 20 == 0)
        #expect(comparison.figures.isRepeated == (lines > 20))
    }

    @Test func `lets each contestant begin in turn`() {
        #expect((0..<4).map { Contestant.order(ofRound: $0)[0] } == [.plainLoop, .pool, .taskGroup, .plainLoop])
        #expect(Set(Contestant.order(ofRound: 2)).count == 3)
    }

    @Test(arguments: 1...9)
    func `divides a chunk for the task group by bytes, and leaves no line out`(parts: Int) throws {
        var maker = EventMaker(until: .count(8))
        let made = maker.nextChunk()
        let chunk = try #require(made)
        let shares = chunk.shares(parts)
        #expect(Array(shares.joined()) == chunk.lines)
        #expect(shares.count <= parts && shares.allSatisfy { !$0.isEmpty })
    }
}
