import TestSupport
import Testing

@testable import WorkerPool

/// What a simulated decoder is given: how long it takes, and what it does meanwhile.
struct SimulatedPayload: Sendable {
    enum Action: CaseIterable { case cancelsItsBatch, cancelsAnother, dispatches, shutsDown }

    let batch: Int
    let index: Int
    let cost: UInt64
    let action: Action?
    let resident: Resident

    /// What a plain loop makes of it.
    var expected: Result<Int, Rejection> {
        index % 7 == 6 ? .failure(Rejection(payload: index)) : .success(1_000 * batch + index)
    }
}

struct SimulatedOutput: Sendable {
    let value: Int
    let resident: Resident
}

/// A lane, and its number in the simulation.
struct SimulatedLane {
    let lane: WorkerPool.Lane<SimulatedPayload, SimulatedOutput, Rejection>

    init(_ id: Int, _ state: LaneState, hasWorkspace: Bool, pool: SimulatedPool) {
        let decode = SimulatedDecode(pool: pool)
        lane =
            hasWorkspace
            ? WorkerPool.Lane("", state, LaneDecoder(SimulatedDecoder(decode: decode, owner: id)))
            : WorkerPool.Lane("", state, LaneDecoder(decode))
    }
}

/// A batch, and what was seen of it.
final class SimulatedBatch: @unchecked Sendable {
    // `@unchecked Sendable`: the simulation runs on one thread.
    let id: Int
    private unowned let pool: SimulatedPool
    private var payloads: [SimulatedPayload]
    private let expected: [Result<Int, Rejection>]
    private(set) var decodings: [Int]
    /// Gone once it is forgotten.
    var future: WorkerPool.Future<SimulatedOutput, Rejection>?
    private(set) weak var job: BatchJob<SimulatedOutput, Rejection>?
    private(set) var isInPlace = false
    /// Whether it was dispatched, or may have been on its way, when the pool was shut down.
    var isRefusable = false
    /// The step in which it was cancelled.
    private var cancelledAt: Int?

    init(_ id: Int, _ pool: SimulatedPool, _ payloads: [SimulatedPayload]) {
        self.id = id
        self.pool = pool
        self.payloads = payloads
        expected = payloads.map(\.expected)
        decodings = payloads.map { _ in 0 }
    }

    func dispatch(to lane: WorkerPool.Lane<SimulatedPayload, SimulatedOutput, Rejection>, isAwaited: Bool) {
        isInPlace = true
        hold(lane.dispatch(payloads, isAwaited: isAwaited))
        isInPlace = false
        isRefusable = isRefusable || pool.isShutDown
        payloads = []
    }

    func dispatch(toPlain lane: LaneState, hasWorkspace: Bool, isAwaited: Bool) {
        defer { payloads = [] }
        guard lane.budgetInPlace(payloads.count, isAwaited: isAwaited) != nil else {
            return hold(WorkerPool.Future(.refused(.shutDown)))
        }
        if payloads.isEmpty { return hold(WorkerPool.Future(.results([]))) }
        let decode = SimulatedDecode(pool: pool)
        let job =
            hasWorkspace
            ? pool.rig.batch(payloads, SimulatedDecoder(decode: decode, owner: id), in: lane, isAwaited: isAwaited)
            : pool.rig.batch(payloads, decode, in: lane, isAwaited: isAwaited)
        lane.handOver(job)
        hold(WorkerPool.Future(.handedOver(job)))
    }

    private func hold(_ future: WorkerPool.Future<SimulatedOutput, Rejection>) {
        self.future = future
        if case .handedOver(let job) = future.answer { self.job = job }
    }

    func cancel(at step: Int) {
        guard let future, !future.isDone else { return }
        future.cancel()
        // If not, it came between the last result and its publication: the results must come.
        if future.isDone { cancelledAt = step }
    }

    /// A payload is decoded now.
    func note(_ payload: SimulatedPayload) {
        decodings[payload.index] += 1
        if decodings[payload.index] > 1 { pool.complain("\(id) has a payload that is decoded twice") }
        // The slice that was being decoded when it was cancelled is finished.
        if let cancelledAt, pool.scheduler.steps > cancelledAt { pool.complain("\(id) goes on though it is cancelled") }
    }

    /// What is wrong with it when the pool is over, if anything.
    func check() throws {
        guard let future else {
            let isDecoded = decodings.allSatisfy { $0 == 1 }
            return try require(isDecoded || cancelledAt != nil || isRefusable, "\(id) was forgotten, not cancelled")
        }
        try require(future.isDone, "\(id) is not done")
        do {
            let results = try future.retrieve()
            try require(results.map { $0.map(\.value) } == expected, "\(id) has wrong results")
            try require(decodings.allSatisfy { $0 == 1 }, "\(id) is decoded \(decodings)")
            try require(cancelledAt == nil, "\(id) has results though it was cancelled")
        } catch let error as WorkerPool.RetrievalError {
            switch error {
            case .cancelled: try require(cancelledAt != nil, "\(id) is cancelled by nobody")
            case .shutDown: try require(isRefusable, "\(id) is refused by a pool that was not shut down")
            }
        }
    }
}

// MARK: - Decoders

/// Decodes without a workspace.
struct SimulatedDecode: WorkerPool.Decoder {
    unowned let pool: SimulatedPool

    func decode(_ payload: SimulatedPayload) throws(Rejection) -> SimulatedOutput {
        guard let batch = pool.batch(payload.batch) else { preconditionFailure("there is no such batch") }
        batch.note(payload)
        pool.rig.time.pass(payload.cost)
        if let action = payload.action { pool.perform(action, of: batch) }
        return SimulatedOutput(value: try payload.expected.get(), resident: Resident(of: pool.lives))
    }
}

/// The same with a workspace, which only the thread that made it may use.
struct SimulatedDecoder: WorkerPool.Decoder {
    let decode: SimulatedDecode
    /// The lane's number, or the plain batch's.
    let owner: Int

    /// Not `Sendable`.
    final class Workspace {
        let maker: String
        let resident: Resident

        init(maker: String, resident: Resident) {
            self.maker = maker
            self.resident = resident
        }
    }

    func makeWorkspace() -> Workspace {
        let pool = decode.pool
        pool.rig.time.pass(5_000)
        pool.noteWorkspace(of: owner, isInPlace: pool.batches.contains(where: \.isInPlace))
        return Workspace(maker: pool.scheduler.current, resident: Resident(of: pool.lives))
    }

    func decode(_ payload: SimulatedPayload, in workspace: inout Workspace) throws(Rejection) -> SimulatedOutput {
        if workspace.maker != decode.pool.scheduler.current { decode.pool.complain("a workspace changed its thread") }
        return try decode.decode(payload)
    }
}
