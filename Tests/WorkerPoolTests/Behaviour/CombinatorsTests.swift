// `validating`, `map` and `filter` on any decoder.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Combinators {
        @Test func `mapping transforms every output and keeps the failures with their type`() async throws {
            let pool = try makePool()
            let typed: WorkerPool.Future<String, Rejection> =
                pool.dispatchAsync(Array(1...4), decoder: Rejecting(every: 2).map { "<\($0)>" })
            #expect(
                try await typed.retrieve() == [
                    .success("<1>"), .failure(Rejection(payload: 2)), .success("<3>"), .failure(Rejection(payload: 4)),
                ]
            )
            let never: WorkerPool.Future<String, Never> = pool.dispatchAsync([1], decoder: Doubling().map { "\($0)" })
            #expect(try await never.retrieve() == [.success("2")])
        }

        @Test func `filtering tells what was dropped apart from what failed`() async throws {
            let pool = try makePool()
            let future: WorkerPool.Future<Int?, Rejection> =
                pool.dispatchAsync(Array(1...6), decoder: Rejecting(every: 3).filter { $0 != 2 })
            #expect(
                try await future.retrieve() == [
                    .success(1), .success(nil), .failure(Rejection(payload: 3)), .success(4), .success(5),
                    .failure(Rejection(payload: 6)),
                ]
            )
        }

        @Test func `validating makes a failure of what does not pass, with the validation's error or the decoder's`()
            async throws
        {
            let pool = try makePool()
            struct TooLarge: Error, Equatable { let output: Int }
            let decoder = Rejecting(every: 2).validating { if $0 > 3 { throw TooLarge(output: $0) } }
            let results = try await pool.dispatchAsync(Array(1...5), decoder: decoder).retrieve()
            #expect(try results[0].get() == 1)
            #expect(throws: Rejection(payload: 2)) { try results[1].get() }
            #expect(try results[2].get() == 3)
            #expect(throws: Rejection(payload: 4)) { try results[3].get() }
            #expect(throws: TooLarge(output: 5)) { try results[4].get() }
        }

        @Test func `they can be put together, in the order in which they are written`() async throws {
            let pool = try makePool()
            let decoder = Doubling().map { $0 + 1 }.filter { $0 % 3 != 0 }.map { $0.map { "\($0)" } ?? "dropped" }
            let results = try await pool.dispatchAsync([0, 1, 2, 3], decoder: decoder).retrieve()
            #expect(try outputs(results) == ["1", "dropped", "5", "7"])
        }

        @Test func `they run on the base's workspace, one for each worker and lane`() async throws {
            let pool = try makePool(workers: 1, retrieveHelps: false)
            let census = Census()
            let lane = pool.lane(
                "numbered",
                decoder: Numbering(census: census).validating { _ in }.map { $0 * 10 }.filter { $0 != 20 },
                decodesInPlace: false
            )
            #expect(try await outputs(lane.dispatchAsync([(), (), ()]).retrieve()) == [10, nil, 30])
            #expect(try await outputs(lane.dispatchAsync([()]).retrieve()) == [40])
            #expect(census.born == 1)
        }

        @Test func `what a filter drops is freed on the worker`() async throws {
            let pool = try makePool(retrieveHelps: false)
            let census = Census()
            let isOnWorker = Log<Bool>()
            let decoder = Making { Resident(of: census) { isOnWorker.append(pool.isRunningHere) } }
                .filter { _ in false }
            let results = try await pool.dispatchAsync(Array(repeating: (), count: 100), decoder: decoder).retrieve()
            #expect(census.living == 0)
            #expect(isOnWorker.all == Array(repeating: true, count: 100))
            #expect(results.count == 100 && results.allSatisfy { $0.get() == nil })
        }
    }
}

/// Numbers the payloads that its workspace has seen.
private struct Numbering: WorkerPool.Decoder {
    let census: Census

    func makeWorkspace() -> (resident: Resident, count: Int) { (Resident(of: census), 0) }

    func decode(_ payload: Void, in workspace: inout (resident: Resident, count: Int)) -> Int {
        workspace.count += 1
        return workspace.count
    }
}

private struct Making<Output: Sendable>: WorkerPool.Decoder {
    let make: @Sendable () -> Output

    func decode(_ payload: Void) -> Output { make() }
}
