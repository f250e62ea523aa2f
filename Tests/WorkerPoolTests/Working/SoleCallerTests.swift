import Foundation
import Testing

@testable import WorkerPool

/// How the lane learns it depends on how fast the callers are; so here it is told.
@Suite("A lane whose callers would only wait", .timeLimit(.minutes(1)))
struct SoleCallerTests {
    private struct Rig {
        let pool: WorkerPool
        let lane: WorkerPool.Lane<WhereDecoded>

        init(retrieveHelps: Bool = true, decodesInPlaceWhenCheaper: Bool = true) throws {
            var configuration = WorkerPool.Configuration()
            configuration.workers = 2
            configuration.retrieveHelps = retrieveHelps
            pool = try WorkerPool(configuration)
            lane = pool.lane("", decoder: WhereDecoded(), decodesInPlaceWhenCheaper: decodesInPlaceWhenCheaper)
        }

        /// Tells the lane that payloads are dear, and how its last caller came; then dispatches one.
        func dispatch(cameAtOnce: Bool = true) -> WorkerPool.Future<ThreadID, Never> {
            lane.dispatcher.tenure.experience.payloadCost.set(100_000)
            // First that none came at once, so that it is believed of one batch, however many were seen before.
            lane.dispatcher.tenure.experience.attendance.note(hasHelped: false, cameAtOnce: false)
            lane.dispatcher.tenure.experience.attendance.note(hasHelped: cameAtOnce, cameAtOnce: cameAtOnce)
            return lane.dispatchAsync([0])
        }

        /// Dispatches until a batch is decoded in its dispatch, which it is not while the workers are starting; each is over before the
        /// next, so that none teaches the lane anything later.
        func dispatchInPlace() throws {
            while true {  // ends, or meets the time limit
                let future = dispatch()
                let isDoneAtOnce = future.isDone
                if try future.retrieve() == [.success(.current)], isDoneAtOnce { return }
            }
        }

        /// Whether somebody else decoded; looks for the end instead of waiting, since who waits may decode.
        func isHandedOver(_ future: WorkerPool.Future<ThreadID, Never>) throws -> Bool {
            yieldUntil { future.isDone }
            return try future.retrieve() != [.success(.current)]
        }
    }

    @Test func decodesItsSinglePayloadInTheDispatchOnceThePoolIsIdle() async throws {
        try await onThread { try Rig().dispatchInPlace() }
    }

    @Test func handsTheNextOneOverToSeeWhetherItsCallersStillDo() async throws {
        let rig = try Rig()
        let (later, caller) = try await onThread {
            try rig.dispatchInPlace()
            return (rig.lane.dispatchAsync([0]), ThreadID.current)
        }
        #expect(try await later.retrieve() != [.success(caller)])
    }

    @Test func handsOverWhatNobodyWaitedForAtOnce() async throws {
        try await onThread {
            let rig = try Rig()
            for _ in 0..<100 { #expect(try rig.isHandedOver(rig.dispatch(cameAtOnce: false))) }
        }
    }

    @Test func handsOverWhereItsCallersMayNotDecode() async throws {
        try await onThread {
            for rig in [try Rig(retrieveHelps: false), try Rig(decodesInPlaceWhenCheaper: false)] {
                for _ in 0..<100 { #expect(try rig.isHandedOver(rig.dispatch())) }
            }
        }
    }

    @Test func handsOverWhileThePoolIsAtWork() async throws {
        try await onThread {
            let rig = try Rig()
            let workers = occupyWorkers(of: rig.pool)
            defer { workers.open() }
            for _ in 0..<100 {
                let future = rig.dispatch()
                #expect(!future.isDone)
            }
        }
    }
}
