import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@testable import WorkerPool

@Suite("A future that is kept", .timeLimit(.minutes(5)))
struct KeptFutureTests {
    enum Ending: CaseIterable { case complete, cancelled, cancelledInside, refused }

    @Test(arguments: Ending.allCases, [false, true])
    func `a kept future holds nothing but its results`(ending: Ending, isPlain: Bool) async throws {
        try await onThread {
            let remains = Remains()
            let future = try remains.make(ending, isPlain: isPlain)
            #expect(future.isDone)
            #expect(remains.lives.living == (ending == .complete ? 3 : 0), "of payloads, decoders and outputs")
            #expect(remains.queue == nil && remains.lane == nil && remains.plain == nil)
            switch ending {
            case .complete: #expect(try future.retrieve().count == 3)
            case .cancelled, .cancelledInside:
                #expect(throws: WorkerPool.RetrievalError.cancelled) { try future.retrieve() }
            case .refused: #expect(throws: WorkerPool.RetrievalError.shutDown) { try future.retrieve() }
            }
        }
    }

    @Test func `beside its results it holds some hundred bytes`() {
        let rig = EngineRig()
        let job = rig.batch([1, 2, 3], rig.timed(), in: rig.lane())
        #expect((100...400) ~= bytes(of: job))
    }

    /// Results that were decoded in place are handed back in one register, as a plain array would be.
    @Test func `a future is one word`() {
        #expect(MemoryLayout<WorkerPool.Future<Int, Never>>.size == MemoryLayout<[Int]>.size)
    }

    /// What was allocated for an object.
    private func bytes(of object: AnyObject) -> Int {
        let address = unsafe UnsafeMutableRawPointer(Unmanaged.passUnretained(object).toOpaque())
        #if canImport(Darwin)
        return unsafe malloc_size(address)
        #else
        // Of <malloc.h>, which no module has.
        let function = unsafe dlsym(nil, "malloc_usable_size")
        typealias UsableSize = @convention(c) (UnsafeMutableRawPointer) -> Int
        return unsafe unsafeBitCast(function, to: UsableSize.self)(address)
        #endif
    }
}

/// What a batch and its pool were made of, seen from outside.
private final class Remains: @unchecked Sendable {
    // `@unchecked Sendable`: used by one thread.
    let lives = Census()
    private(set) weak var queue: WorkQueue?
    private(set) weak var lane: LaneState?
    private(set) weak var plain: LaneState?

    /// A future whose batch has ended so, and whose pool and lane are gone.
    func make(
        _ ending: KeptFutureTests.Ending,
        isPlain: Bool
    ) throws -> WorkerPool.Future<Resident, Never> {
        let pool = try makePool(workers: 1, retrieveHelps: false)
        let gate = Gate()
        let inside = Tally()
        let decoder = Holding(resident: Resident(of: lives), lives: lives) {
            inside.add()
            gate.wait()
        }
        let lane = pool.lane("", decoder: decoder)
        (queue, self.lane, plain) = (pool.plain.queue, lane.state, pool.plain)
        if ending == .refused { pool.shutdown() }
        let state = isPlain ? pool.plain : lane.state
        let payloads = (0..<3).map { _ in Resident(of: lives) }
        let job = unsafe BatchJob(
            count: payloads.count,
            decoded: [],
            hasWorkspace: true,
            lane: state,
            isAwaited: false,
            decode: { unsafe Loop<Holding>.decode($0, of: payloads, by: decoder, to: $1, in: &$2) }
        )
        let future = WorkerPool.Future(.handedOver(job))
        let occupied = ending == .cancelled ? occupyWorkers(of: pool) : nil
        state.handOver(job)
        if ending == .cancelledInside { inside.wait(for: 1) }
        if ending == .cancelled || ending == .cancelledInside { future.cancel() }
        occupied?.open()
        gate.open()
        pool.shutdown()
        return future
    }
}

private struct Holding: WorkerPool.Decoder {
    let resident: Resident
    let lives: Census
    let onDecode: @Sendable () -> Void

    func makeWorkspace() -> Resident { Resident(of: lives) }

    func decode(_ payload: Resident, in workspace: inout Resident) -> Resident {
        onDecode()
        return Resident(of: lives)
    }
}
