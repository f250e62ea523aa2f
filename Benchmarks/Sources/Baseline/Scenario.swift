// What is counted: the ways through the library, each on its own and such that every run takes the same.

import ArgumentParser
import WorkerPool

/// All but `backlog` run on one thread: the workers sleep inside a decoder meanwhile, so nobody can take a slice, be woken
/// or look at a clock.
enum Scenario: String, CaseIterable, ExpressibleByArgument {
    /// Dispatch and retrieval of one payload, decoded by the caller, which helps.
    case roundTrip = "round-trip"
    /// Dispatch and retrieval of one payload, where the pool decodes fewer than two in place.
    case belowMinPayloads = "below-min-payloads"
    /// Dispatch and retrieval of one payload in a lane that has learned to decode it in place.
    case learnedLane = "learned-lane"
    /// Dispatch of so many payloads, and its cancel, so that none is decoded.
    case dispatch10 = "dispatch-10"
    case dispatch100000 = "dispatch-100000"
    /// One payload a batch, thousands queued, one worker: the caller's share and the worker's.
    case backlog
    /// 10,000 trivial payloads, decoded by a plain loop, and by the caller that helps.
    case plainLoop = "plain-loop"
    case loop
    /// The same with a decoder that has a workspace.
    case plainLoopInWorkspace = "plain-loop-in-workspace"
    case loopInWorkspace = "loop-in-workspace"

    /// How often it is run to measure it once.
    var count: Int {
        switch self {
        case .plainLoop, .loop, .plainLoopInWorkspace, .loopInWorkspace: 20
        case .learnedLane: 500
        default: 4000
        }
    }

    /// Whether a disturbance can make it take another way: a lane that measures a dear batch hands the next ones over, and threads that
    /// run at the same time meet, or do not.
    var dependsOnTheClock: Bool { self == .learnedLane || self == .backlog }

    /// What a figure is for: a payload of the loops, a batch of the others.
    var unit: String { payloads == 1 ? "a batch" : "a payload" }

    var payloads: Int {
        switch self {
        case .plainLoop, .loop, .plainLoopInWorkspace, .loopInWorkspace: 10_000
        default: 1
        }
    }

    func run(_ count: Int) throws {
        switch self {
        case .roundTrip:
            let pool = try GatedPool().pool
            for number in 0..<count { consume(try pool.dispatchAsync([number], decoder: Doubling()).retrieve()) }
        case .belowMinPayloads:
            let pool = try GatedPool(minPayloads: 2).pool
            for number in 0..<count { consume(try pool.dispatchAsync([number], decoder: Doubling()).retrieve()) }
        case .learnedLane:
            let pool = try GatedPool().pool
            let lane = pool.lane("learned", decoder: Doubling())
            for number in 0..<count { consume(try lane.dispatchAsync([number]).retrieve()) }
            withExtendedLifetime(pool) {}
        case .dispatch10:
            try dispatchAndCancel(Array(0..<10), count)
        case .dispatch100000:
            try dispatchAndCancel(Array(0..<100_000), count)
        case .backlog:
            let gated = try GatedPool(retrieveHelps: false)
            let futures = (0..<count).map { gated.pool.dispatchAsync([$0], decoder: Doubling()) }
            gated.open()
            consume(try futures.last?.retrieve())
        case .plainLoop:
            let payloads = Array(0..<self.payloads)
            for _ in 0..<count { consume(decodeOneByOne(payloads, Doubling())) }
        case .loop:
            try loop(Doubling(), count)
        case .plainLoopInWorkspace:
            let payloads = Array(0..<self.payloads)
            for _ in 0..<count { consume(decodeOneByOne(payloads, Counting())) }
        case .loopInWorkspace:
            try loop(Counting(), count)
        }
    }

    private func loop(_ decoder: some WorkerPool.Decoder<Int, Int>, _ count: Int) throws {
        let pool = try GatedPool().pool
        let payloads = Array(0..<self.payloads)
        for _ in 0..<count { consume(try pool.dispatchAsync(payloads, decoder: decoder).retrieve()) }
    }

    private func dispatchAndCancel(_ payloads: [Int], _ count: Int) throws {
        let pool = try GatedPool().pool
        for _ in 0..<count { pool.dispatchAsync(payloads, decoder: Doubling()).cancel() }
    }
}

/// What a user without a pool would write.
@inline(never)
private func decodeOneByOne<D: WorkerPool.Decoder>(_ payloads: [D.Payload], _ decoder: D) -> [Result<
    D.Output, D.Failure
>] {
    var workspace = decoder.makeWorkspace()
    var results: [Result<D.Output, D.Failure>] = []
    results.reserveCapacity(payloads.count)
    for payload in payloads {
        do throws(D.Failure) {
            results.append(.success(try decoder.decode(payload, in: &workspace)))
        } catch {
            results.append(.failure(error))
        }
    }
    return results
}

/// Keeps the optimiser from removing what made `value`.
@inline(never)
private func consume<Value>(_ value: Value) {}

private struct Doubling: WorkerPool.Decoder {
    @inline(never)
    func decode(_ payload: Int) -> Int { payload &* 2 }
}

private struct Counting: WorkerPool.Decoder {
    func makeWorkspace() -> Int { 0 }

    @inline(never)
    func decode(_ payload: Int, in workspace: inout Int) -> Int {
        workspace &+= 1
        return payload &* 2
    }
}
