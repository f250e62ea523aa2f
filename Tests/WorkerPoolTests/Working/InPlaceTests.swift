import Testing

@testable import WorkerPool

@Suite("Decoding in place", .timeLimit(.minutes(1)))
struct InPlaceTests {
    /// Takes as many nanoseconds as its payload says, and tells where.
    private struct Taking: WorkerPool.Decoder {
        func decode(_ nanoseconds: UInt64) -> ThreadID {
            let end = Clock.now() + nanoseconds
            while Clock.now() < end {}
            return .current
        }
    }

    /// So long that the budget is not spent by those before, however slow the machine, and far more than a lane ever allows.
    @Test(arguments: [(0, 1), (1, 17), (16, 17), (17, 33), (39, 40)])
    func theClockIsLookedAtAfterTheFirstPayloadAndAfterEverySixteenthFromThere(dear: Int, decoded: Int) {
        var payloads = [UInt64](repeating: 0, count: 40)
        payloads[dear] = 600_000_000
        let batch = WorkerPool.Batch(payloads, decoder: Taking())
        #expect(InPlace.results(of: batch, within: 500_000_000).results.count == decoded)
    }

    /// The lane is told that payloads cost nothing; they take longer than anything that it would wait for.
    @Test func whatTurnsOutDearIsHandedOverAfterItsFirstPayload() async throws {
        try await onThread {
            let pool = try WorkerPool(workers: 1)
            let lane = pool.lane("", decoder: Taking())
            lane.dispatcher.tenure.experience.payloadCost.set(10)
            let results = try lane.dispatchAsync([UInt64](repeating: 100_000, count: 17)).retrieve()
            #expect(results.count == 17 && results[0] == .success(.current))
            #expect(lane.dispatcher.tenure.experience.payloadCost.nanoseconds ?? 0 > 10)
        }
    }

    @Test func ofShortBatchesThatTurnOutDearFourAreDecodedToTheirEnd() async throws {
        try await onThread {
            var configuration = WorkerPool.Configuration()
            configuration.workers = 1
            configuration.retrieveHelps = false
            let pool = try WorkerPool(configuration)
            let lane = pool.lane("", decoder: Taking())
            lane.dispatcher.tenure.experience.payloadCost.set(10)
            let batch = [UInt64](repeating: 100_000, count: 3)
            let here = try (0..<5)
                .map { _ in try lane.dispatchAsync(batch).retrieve().count { $0 == .success(.current) } }
            #expect(here == [3, 3, 3, 3, 1], "the fifth is timed, and the rest of it handed over")
        }
    }
}
