import Testing

@testable import WorkerPool

@Suite("A future and its promise", .timeLimit(.minutes(1)))
struct PromiseTests {
    /// Results that were decoded in place are returned in one register, as a plain array would be.
    @Test func aFutureIsOneWord() {
        #expect(MemoryLayout<WorkerPool.Future<Int, Never>>.size == MemoryLayout<[Int]>.size)
    }

    /// A job and its promise refer to each other until it is settled.
    @Test(arguments: [0, 2])
    func whatIsRefusedAtThePushLeavesNothingBehind(decoded: Int) async throws {
        let pool = try WorkerPool(workers: 1)
        let lane = pool.lane("", decoder: Doubling())
        await pool.shutdown()
        weak var promise: Promise<Int, Never>?
        weak var job: (any PendingWork)?
        do {
            let future = lane.dispatcher.handOver(
                WorkerPool.Batch([1, 2, 3], decoder: lane.decoder),
                decoded: Array(repeating: .success(0), count: decoded)
            )
            guard case .promised(let made) = future.answer else {
                Issue.record("it has no promise")
                return
            }
            (promise, job) = (made, made.work)
            for _ in 0..<2 {
                await #expect(throws: WorkerPool.RetrievalError.shutDown) { try await future.retrieve() }
                future.cancel()
            }
        }
        #expect(promise == nil && job == nil)
    }

    @Test(arguments: [false, true])
    func whatWasDecodedOrCancelledLeavesNothingBehind(isCancelled: Bool) async throws {
        weak var promise: Promise<Int, Never>?
        weak var job: (any PendingWork)?
        do {
            let pool = try WorkerPool(workers: 1)
            let future = pool.dispatchAsync([1, 2, 3], decoder: Doubling())
            guard case .promised(let made) = future.answer else {
                Issue.record("it has no promise")
                return
            }
            (promise, job) = (made, made.work)
            if isCancelled { future.cancel() }
            _ = try? await future.retrieve()
            // A worker may have its hands on the job until it parks.
            await pool.shutdown()
        }
        #expect(promise == nil && job == nil)
    }
}
