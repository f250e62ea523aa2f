// Everything at once, at random: what the other tests say must hold in every mixture.

import Foundation
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Stress {
        @Test(arguments: 0..<10)
        func `in 1,000 random mixtures of lanes, cancels, retrieves and drops every future completes as it should`(
            hundred: Int
        ) async throws {
            // To repeat a failure: WORKERPOOL_SEED=<what was printed> swift test --filter Stress
            let given = ProcessInfo.processInfo.environment["WORKERPOOL_SEED"].flatMap { UInt64($0) }
            let seed = given ?? .random(in: .min ... .max)
            print("hundred \(hundred): WORKERPOOL_SEED=\(seed)")
            try await onThread {
                for round in hundred * 100..<(hundred + 1) * 100 {
                    let complaints = try Mixture(seed: seed &+ UInt64(round)).run()
                    #expect(complaints.isEmpty, "round \(round) of seed \(seed): \(complaints.prefix(5))")
                    guard complaints.isEmpty else { return }
                }
            }
        }
    }
}

/// One pool's life, drawn from a seed.
private struct Mixture {
    private let seed: UInt64
    private let complaints = Log<String>()
    private let lives = Census()

    init(seed: UInt64) { self.seed = seed }

    /// - Returns: What was not as it should be.
    func run() throws -> [String] {
        var random = Random(state: seed)
        let pool = Shared<WorkerPool?>(
            try makePool(workers: random.next(1...4), retrieveHelps: random.isTrue(2)) {
                $0.minPayloads = random.isTrue(4) ? 5 : 1
                $0.threadNamePrefix = "stress"
            }
        )
        let producers = random.next(1...4)
        let seeds = (0..<producers).map { _ in random.next() }
        let isShutDownEarly = random.isTrue(4)
        let isDropped = random.isTrue(3)
        _ = onThreads(producers) { producer in
            if isShutDownEarly && producer == 0 && producers > 1 { pool.value?.shutdown() }
            produce(for: pool, seed: seeds[producer])
        }
        if !isDropped { pool.value?.shutdown() }
        pool.value = nil
        lives.waitUntilNobodyLives()
        return complaints.all
    }

    /// One producer's life: it opens lanes, dispatches, cancels, retrieves and forgets.
    private func produce(for shared: Shared<WorkerPool?>, seed: UInt64) {
        guard let pool = shared.value else { return }
        var random = Random(state: seed)
        var lanes: [WorkerPool.Lane<Mixed.Payload, Mixed.Output, Rejection>] = []
        var pending: [Pending] = []
        for _ in 0..<random.next(1...30) {
            switch random.next(0...9) {
            case 0:
                lanes.append(
                    pool.lane(
                        "lane",
                        decoder: Mixed(lives: lives, pool: pool),
                        decodesInPlace: random.isTrue(2)
                    )
                )
            case 1 where !lanes.isEmpty:
                lanes.remove(at: random.next(0...lanes.count - 1))
            case 2 where !pending.isEmpty:
                pending[random.next(0...pending.count - 1)].cancel()
            case 3 where !pending.isEmpty:
                pending.remove(at: random.next(0...pending.count - 1)).check(complaints)
            case 4 where !pending.isEmpty:
                pending.remove(at: random.next(0...pending.count - 1))  // forgotten
            default:
                let most = random.isTrue(8) ? 300 : 12
                let kinds = (0..<random.next(0...most)).map { _ in random.next(0...50) }
                let payloads = kinds.map { Mixed.Payload(kind: $0, resident: Resident(of: lives)) }
                let lane = lanes.isEmpty || random.isTrue(3) ? nil : lanes[random.next(0...lanes.count - 1)]
                pending.append(
                    Pending(
                        payloads: payloads,
                        future: lane?.dispatchAsync(payloads)
                            ?? pool.dispatchAsync(payloads, decoder: Mixed(lives: lives, pool: pool))
                    )
                )
            }
        }
        for batch in pending { batch.check(complaints) }
    }
}

/// A batch whose future is not retrieved yet.
private struct Pending {
    let payloads: [Mixed.Payload]
    let future: WorkerPool.Future<Mixed.Output, Rejection>
    private var isCancelled = false

    init(payloads: [Mixed.Payload], future: WorkerPool.Future<Mixed.Output, Rejection>) {
        self.payloads = payloads
        self.future = future
    }

    mutating func cancel() {
        isCancelled = true
        future.cancel()
    }

    func check(_ complaints: Log<String>) {
        do {
            let results = try future.retrieve()
            if !future.isDone { complaints.append("a future that answers is not done") }
            if results.count != payloads.count {
                complaints.append("\(results.count) results of \(payloads.count) payloads")
            }
            for (payload, result) in zip(payloads, results) {
                switch result {
                case .success(let output) where output.kind == payload.kind && !payload.isRejected: break
                case .failure(let error) where error.payload == payload.kind && payload.isRejected: break
                default: complaints.append("\(payload.kind) became \(result)")
                }
                if payload.decodings.value != 1 { complaints.append("decoded \(payload.decodings.value) times") }
            }
        } catch {
            if error == .cancelled && !isCancelled { complaints.append("cancelled by nobody") }
            for payload in payloads where payload.decodings.value > 1 {
                complaints.append("decoded \(payload.decodings.value) times, then \(error)")
            }
            // `.shutDown` is right for what came too late, of which nothing was decoded.
            if error == .shutDown && payloads.contains(where: { $0.decodings.value > 0 }) {
                complaints.append("decoded and then refused")
            }
        }
    }
}

/// Succeeds, throws, computes, or dispatches and retrieves, as its payload says; in a workspace that is sometimes dear.
private struct Mixed: WorkerPool.Decoder {
    struct Payload: Sendable {
        let kind: Int
        let resident: Resident
        let decodings = Tally()
        var isRejected: Bool { kind % 5 == 4 }
    }

    struct Output: Sendable {
        let kind: Int
        let resident: Resident
    }

    /// Not `Sendable`.
    final class Workspace {
        let resident: Resident
        var isEntered = false

        init(resident: Resident) { self.resident = resident }
    }

    let lives: Census
    let pool: WorkerPool

    func makeWorkspace() -> Workspace {
        let resident = Resident(of: lives)
        compute(lives.born % 3 == 0 ? 20_000 : 0)
        return Workspace(resident: resident)
    }

    func decode(_ payload: Payload, in workspace: inout Workspace) throws(Rejection) -> Output {
        precondition(!workspace.isEntered)
        workspace.isEntered = true
        defer { workspace.isEntered = false }
        payload.decodings.add()
        switch payload.kind {
        case 50:
            let inner = Payload(kind: 1, resident: payload.resident)
            _ = try? pool.dispatchAsync([inner, inner], decoder: self).retrieve()
        case 40...49: compute(payload.kind * 200)
        default: break
        }
        if payload.isRejected { throw Rejection(payload: payload.kind) }
        return Output(kind: payload.kind, resident: Resident(of: lives))
    }
}

/// SplitMix64: small, and the same everywhere.
private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func next(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// True once in `chances`.
    mutating func isTrue(_ chances: UInt64) -> Bool { next() % chances == 0 }
}
