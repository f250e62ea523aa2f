// What is counted: the ways through the library, each on its own and such that every run takes the same.

import ArgumentParser
import Foundation
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

    /// How often it is measured in one process.
    var segments: Int { self == .learnedLane ? 200 : 10 }

    /// How often it is done in a segment.
    ///
    /// Few of a lane that learns, so that some segments lie between two batches that look dear to it.
    var count: Int {
        switch self {
        case .plainLoop, .loop, .plainLoopInWorkspace, .loopInWorkspace: 4
        case .learnedLane: 20
        default: 400
        }
    }

    /// What a figure is for: a payload of the loops, a batch of the others.
    var unit: String { payloads == 1 ? "a batch" : "a payload" }

    var payloads: Int {
        switch self {
        case .plainLoop, .loop, .plainLoopInWorkspace, .loopInWorkspace: 10_000
        default: 1
        }
    }

    func run() throws {
        let segment = try prepare()
        for _ in 0..<segments {
            beginSegment()
            try segment()
        }
        beginSegment()
    }

    /// Makes what all segments use, and answers what each of them does.
    private func prepare() throws -> () throws -> Void {
        switch self {
        case .roundTrip:
            let pool = try GatedPool().pool
            return repeated { number in consume(try pool.dispatchAsync([number], decoder: Doubling()).retrieve()) }
        case .belowMinPayloads:
            let pool = try GatedPool(minPayloads: 2).pool
            return repeated { number in consume(try pool.dispatchAsync([number], decoder: Doubling()).retrieve()) }
        case .learnedLane:
            let gated = try GatedPool()
            let pool = gated.pool
            let lane = pool.lane("learned", decoder: Doubling())
            return repeated { number in
                consume(try lane.decodeBlocking([number]))
                withExtendedLifetime(pool) {}
            }
        case .dispatch10: return try dispatchAndCancel(Array(0..<10))
        case .dispatch100000: return try dispatchAndCancel(Array(0..<100_000))
        case .backlog:
            let gated = try GatedPool(retrieveHelps: false)
            return { [count] in
                let futures = (0..<count).map { gated.pool.dispatchAsync([$0], decoder: Doubling()) }
                gated.open()
                consume(try futures.last?.retrieve())
                gated.close()
            }
        case .plainLoop: return plainLoop(Doubling())
        case .loop: return try loop(Doubling())
        case .plainLoopInWorkspace: return plainLoop(Counting())
        case .loopInWorkspace: return try loop(Counting())
        }
    }

    private func repeated(_ once: @escaping (Int) throws -> Void) -> () throws -> Void {
        { [count] in for number in 0..<count { try once(number) } }
    }

    private func plainLoop(_ decoder: some WorkerPool.Decoder<Int, Int>) -> () throws -> Void {
        let payloads = Array(0..<self.payloads)
        return repeated { _ in consume(decodeOneByOne(payloads, decoder)) }
    }

    private func loop(_ decoder: some WorkerPool.Decoder<Int, Int>) throws -> () throws -> Void {
        let pool = try GatedPool().pool
        let payloads = Array(0..<self.payloads)
        return repeated { _ in consume(try pool.dispatchAsync(payloads, decoder: decoder).retrieve()) }
    }

    private func dispatchAndCancel(_ payloads: [Int]) throws -> () throws -> Void {
        let pool = try GatedPool().pool
        return repeated { _ in pool.dispatchAsync(payloads, decoder: Doubling()).cancel() }
    }
}

/// Where callgrind is told to write down what it has counted, and to begin anew.
///
/// The call of libc, of no meaning, keeps the optimiser from removing this.
@inline(never)
private func beginSegment() { _ = getpid() }

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
