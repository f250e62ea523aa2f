// Everything at once, at random: what the other tests say must hold in every mixture.

import TestSupport
import Testing
import WorkerPool

extension Behaviour {
    @Suite struct Stress {
        @Test(arguments: 0..<10)
        func `in 1,000 random mixtures of lanes, cancels, retrieves and drops every future completes as it should`(
            hundred: Int
        ) async throws {
            try await onThread {
                Seeds.each(100) { seed in
                    let complaints = try Mixture(seed: seed).run()
                    try require(complaints.isEmpty, "\(complaints.prefix(5))")
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
        var random = SplitMix(seed: seed)
        let pool = Shared<WorkerPool?>(
            try makePool(workers: Int.random(in: 1...4, using: &random), retrieveHelps: random.oneIn(2)) {
                $0.minPayloads = random.oneIn(4) ? 5 : 1
                $0.threadNamePrefix = "stress"
            }
        )
        let producers = Int.random(in: 1...4, using: &random)
        let seeds = (0..<producers).map { _ in random.next() }
        let isShutDownEarly = random.oneIn(4)
        let isDropped = random.oneIn(3)
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
        var random = SplitMix(seed: seed)
        var lanes: [WorkerPool.Lane<Mixed.Payload, Mixed.Output, Rejection>] = []
        var pending: [Pending] = []
        for _ in 0..<Int.random(in: 1...30, using: &random) {
            switch Int.random(in: 0...9, using: &random) {
            case 0:
                lanes.append(
                    pool.lane(
                        "lane",
                        decoder: Mixed(lives: lives, pool: pool),
                        decodesInPlace: random.oneIn(2)
                    )
                )
            case 1 where !lanes.isEmpty:
                lanes.remove(at: Int.random(in: lanes.indices, using: &random))
            case 2 where !pending.isEmpty:
                pending[Int.random(in: pending.indices, using: &random)].cancel()
            case 3 where !pending.isEmpty:
                pending.remove(at: Int.random(in: pending.indices, using: &random)).check(complaints)
            case 4 where !pending.isEmpty:
                pending.remove(at: Int.random(in: pending.indices, using: &random))  // forgotten
            default:
                let most = random.oneIn(8) ? 300 : 12
                let count = Int.random(in: 0...most, using: &random)
                let kinds = (0..<count).map { _ in Int.random(in: 0...50, using: &random) }
                let payloads = kinds.map { Mixed.Payload(kind: $0, resident: Resident(of: lives)) }
                let lane = random.oneIn(3) ? nil : lanes.randomElement(using: &random)
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
