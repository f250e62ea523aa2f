// Rule 11: every piece of the user's code may call the pool, since none runs under a lock of the library.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Reentrancy {
        /// What the user's code does to the pool.
        enum Call: CaseIterable {
            case dispatch, dispatchAndRetrieve, openLane, cancelAnother, shutDown

            func make(to pool: WorkerPool, another: WorkerPool.Future<Int, Never>) {
                switch self {
                case .dispatch: _ = pool.dispatchAsync([1, 2, 3], decoder: Doubling())
                case .dispatchAndRetrieve: _ = try? pool.dispatchAsync([1, 2, 3], decoder: Doubling()).retrieve()
                case .openLane: _ = pool.lane("lane", decoder: Doubling()).dispatchAsync([1, 2, 3])
                case .cancelAnother: another.cancel()
                case .shutDown: pool.shutdown()
                }
            }
        }

        /// Whose end it is that calls.
        enum Object: CaseIterable { case payload, output, decoder, workspace }

        /// How the batch ends.
        enum Ending: CaseIterable {
            /// Decoded by a worker.
            case retrieved
            /// Decoded by the retrieving thread, since the worker is stuck.
            case helped
            /// Cancelled before anybody began it, by a thread that is none of the pool's.
            case cancelled
            /// Cancelled while the worker is inside.
            case cancelledInside
            /// Refused after a shutdown.
            case refused

            var isDecoded: Bool { self != .cancelled && self != .refused }
        }

        @Test(arguments: Object.allCases, Ending.allCases)
        func `what dies with a batch may call the pool`(object: Object, ending: Ending) async throws {
            for call in Call.allCases {
                try await onThread {
                    let pool = try makePool(workers: 1, retrieveHelps: !ending.isDecoded || ending == .helped)
                    let census = Census()
                    try end(ending, of: object, in: pool, census: census, call: call)
                    pool.shutdown()
                    census.waitUntilNobodyLives()
                    if ending.isDecoded || object == .payload || object == .decoder { #expect(census.born > 0) }
                }
            }
        }

        /// Makes a batch whose `object` makes the `call` when it dies, and ends it.
        private func end(
            _ ending: Ending,
            of object: Object,
            in pool: WorkerPool,
            census: Census,
            call: Call
        ) throws {
            let inside = Gate()
            let gate = Gate()
            let occupied = ending == .helped || ending == .cancelled ? occupyWorkers(of: pool) : Gate()
            let another = pool.dispatchAsync(Array(0..<10), decoder: Doubling())
            if ending == .refused { pool.shutdown() }
            let make: @Sendable (Object) -> Resident? = { kind in
                guard kind == object else { return nil }
                return Resident(of: census) {
                    occupied.open()  // a shutdown waits for the worker
                    call.make(to: pool, another: another)
                }
            }
            let future = pool.dispatchAsync(
                [make(.payload), make(.payload)],
                decoder: Dying(make: make, resident: make(.decoder)) {
                    inside.open()
                    if ending == .cancelledInside { gate.wait() }
                }
            )
            switch ending {
            case .retrieved, .helped: _ = try future.retrieve()
            case .refused: #expect(throws: WorkerPool.RetrievalError.shutDown) { try future.retrieve() }
            case .cancelled: future.cancel()
            case .cancelledInside:
                inside.wait()
                future.cancel()
                gate.open()
            }
            occupied.open()
        }

        @Test(arguments: Call.allCases)
        func `a lane's workspace may call the pool when it is given back`(call: Call) async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let another = pool.dispatchAsync(Array(0..<10), decoder: Doubling())
                let census = Census()
                func useLane() throws {
                    let decoder = Dying(
                        make: { kind in
                            guard kind == .workspace else { return nil }
                            return Resident(of: census) { call.make(to: pool, another: another) }
                        },
                        resident: nil,
                        onDecode: {}
                    )
                    _ = try pool.lane("lane", decoder: decoder).dispatchAsync([nil, nil]).retrieve()
                }
                try useLane()
                census.waitUntilNobodyLives()
                #expect(census.born == 1)
                pool.shutdown()
            }
        }

        @Test(arguments: Call.allCases)
        func `a workspace that lives until the pool ends may call it then`(call: Call) async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let another = pool.dispatchAsync(Array(0..<10), decoder: Doubling())
                let census = Census()
                let decoder = Dying(
                    make: { kind in
                        guard kind == .workspace else { return nil }
                        return Resident(of: census) { call.make(to: pool, another: another) }
                    },
                    resident: nil,
                    onDecode: {}
                )
                let lane = pool.lane("lane", decoder: decoder)
                _ = try lane.dispatchAsync([nil, nil]).retrieve()
                pool.shutdown()
                #expect(census.born == 1 && census.living == 0)
                withExtendedLifetime(lane) {}
            }
        }

        @Test(arguments: Call.allCases)
        func `a decoder and the making of a workspace may call the pool`(call: Call) async throws {
            try await onThread {
                let pool = try makePool(workers: 1, retrieveHelps: false)
                let another = pool.dispatchAsync(Array(0..<10), decoder: Doubling())
                let decoder = Dying(
                    make: { kind in
                        if kind == .workspace { call.make(to: pool, another: another) }
                        return nil
                    },
                    resident: nil,
                    onDecode: { call.make(to: pool, another: another) }
                )
                #expect(try pool.dispatchAsync([nil, nil], decoder: decoder).retrieve().count == 2)
                pool.shutdown()
            }
        }
    }
}

/// Makes an output and a workspace that may call when they die.
private struct Dying: WorkerPool.Decoder {
    let make: @Sendable (Behaviour.Reentrancy.Object) -> Resident?
    let resident: Resident?
    let onDecode: @Sendable () -> Void

    func makeWorkspace() -> Resident? { make(.workspace) }

    func decode(_ payload: Resident?, in workspace: inout Resident?) -> Resident? {
        onDecode()
        return make(.output)
    }
}
