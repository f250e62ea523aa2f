// A pool whose workers do nothing until they are told to, so that whoever else uses it is alone.

import Dispatch
import WorkerPool

/// The worker sleeps inside a decoder, in a lane of its own, until the gate is opened.
///
/// One worker, so that there is room for a caller that helps, on any machine.
struct GatedPool {
    let pool: WorkerPool
    private let gate = DispatchSemaphore(value: 0)
    private let workers: Int

    init(workers: Int = 1, minPayloads: Int = 1, retrieveHelps: Bool = true) throws {
        var configuration = WorkerPool.Configuration()
        configuration.workers = workers
        configuration.minPayloads = minPayloads
        configuration.retrieveHelps = retrieveHelps
        pool = try WorkerPool(configuration)
        self.workers = workers
        let arrived = DispatchSemaphore(value: 0)
        // The lane's own threshold: one payload is not to be decoded here, where it would wait for ever.
        let lane = pool.lane("gate", decoder: Gate(arrived: arrived, gate: gate), minPayloads: 1)
        _ = lane.dispatchAsync(Array(repeating: (), count: workers))
        for _ in 0..<workers { arrived.wait() }
    }

    func open() {
        for _ in 0..<workers { gate.signal() }
    }
}

private struct Gate: WorkerPool.Decoder {
    let arrived: DispatchSemaphore
    let gate: DispatchSemaphore

    func decode(_: Void) {
        arrived.signal()
        gate.wait()
    }
}
