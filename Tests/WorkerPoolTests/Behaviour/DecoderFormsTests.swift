// The ways to say what a decoder is, and that they come to the same.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct DecoderForms {
        @Test func `a batch, a decoder and a closure decode alike`() async throws {
            let pool = try makePool()
            let payloads = Array(0..<1_000)
            let byBatch = try await pool.dispatchAsync(WorkerPool.Batch(payloads, decoder: Rejecting(every: 3)))
                .retrieve()
            let byDecoder = try await pool.dispatchAsync(payloads, decoder: Rejecting(every: 3)).retrieve()
            let byClosure =
                try await pool.dispatchAsync(payloads) { payload throws(Rejection) in
                    try Rejecting(every: 3).decode(payload)
                }
                .retrieve()
            let byLane = try await pool.lane("orders", decoder: Rejecting(every: 3)).dispatchAsync(payloads).retrieve()
            #expect(byBatch == payloads.map { $0 % 3 == 0 ? .failure(Rejection(payload: $0)) : .success($0) })
            #expect(byDecoder == byBatch)
            #expect(byClosure == byBatch)
            #expect(byLane == byBatch)
        }

        @Test func `what a decoder throws is the type of its failures`() async throws {
            let pool = try makePool()
            // The types on the left are the test: it does not compile when they are inferred otherwise.
            let never: WorkerPool.Future<Int, Never> = pool.dispatchAsync([1]) { $0 + 1 }
            let typed: WorkerPool.Future<Int, Rejection> = pool.dispatchAsync([1], decoder: Rejecting(every: 1))
            let untyped: WorkerPool.Future<Int, any Error> = pool.dispatchAsync(["x"], decoder: Number())
            #expect(try await never.retrieve().map { $0.get() } == [2])  // `get` cannot throw here
            #expect(try await typed.retrieve() == [.failure(Rejection(payload: 1))])
            let failure = try await untyped.retrieve()[0]
            #expect(throws: Number.NotANumber(text: "x")) { try failure.get() }
        }

        @Test func `a decoder with a workspace can decode a single payload without a pool`() {
            #expect(CountingWords().decode("frozen in, worker, frozen out") == 5)
        }

        @Test(arguments: [1, 100])
        func `a decoder with a workspace decodes in a pool, in place and by itself alike`(minPayloads: Int) async throws
        {
            let pool = try makePool { $0.minPayloads = minPayloads }
            let texts = ["", "one", "one two", "one two three"]
            #expect(try await outputs(pool.dispatchAsync(texts, decoder: CountingWords()).retrieve()) == [0, 1, 2, 3])
        }

        @Test func `lanes may have the same name, or none`() async throws {
            let pool = try makePool()
            let lanes = ["orders", "orders", ""].map { pool.lane($0, decoder: Doubling()) }
            #expect(lanes.map(\.name) == ["orders", "orders", ""])
            for (index, lane) in lanes.enumerated() {
                #expect(try await outputs(lane.dispatchAsync([index]).retrieve()) == [index * 2])
            }
        }
    }
}

private struct Number: WorkerPool.Decoder {
    struct NotANumber: Error, Equatable { let text: String }

    func decode(_ payload: String) throws -> Int {
        guard let number = Int(payload) else { throw NotANumber(text: payload) }
        return number
    }
}

private struct CountingWords: WorkerPool.Decoder {
    func makeWorkspace() -> [Substring] { [] }

    func decode(_ payload: String, in workspace: inout [Substring]) -> Int {
        workspace.removeAll(keepingCapacity: true)
        workspace += payload.split(separator: " ")
        return workspace.count
    }
}
