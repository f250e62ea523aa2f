import Testing

@testable import WorkerPool

@Suite("Decoders that block", .timeLimit(.minutes(1)))
struct BlockingDecodersTests {
    /// Waits until so many of its payloads are being decoded at once.
    private struct Meeting: WorkerPool.Decoder {
        let inside: Tally
        let count: Int

        func decode(_ payload: Int) -> Int {
            inside.add()
            inside.wait(for: count)
            return payload
        }
    }

    @Test func aPoolOfMoreWorkersThanCPUsHasThemAllForPayloadsThatMayBlock() async throws {
        let workers = 2 * max(2, WorkerPool.Configuration.availableCPUs)
        let pool = try makePool(workers: workers, retrieveHelps: false)
        let lane = pool.lane("blocking", decoder: Meeting(inside: Tally(), count: workers))
        lane.dispatcher.tenure.experience.payloadCost.set(Slicing.mayBlock)
        let results = try await onThread { try lane.dispatchAsync(Array(0..<workers)).retrieve() }
        #expect(results == (0..<workers).map { .success($0) })
    }
}
