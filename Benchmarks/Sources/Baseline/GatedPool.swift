// A pool whose workers do nothing until they are told to, so that whoever else uses it is alone.

import Dispatch
import WorkerPool

/// The worker sleeps inside a decoder, in a lane of its own, until the gate is opened.
///
/// One worker, so that there is room for a caller that helps, on any machine.
struct GatedPool {
    let pool: WorkerPool
    private let lane: WorkerPool.Lane<Void, Void, Never>
    private let gate: Gate

    init(minPayloads: Int = 1, retrieveHelps: Bool = true) throws {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 1
        configuration.minPayloads = minPayloads
        configuration.retrieveHelps = retrieveHelps
        pool = try WorkerPool(configuration)
        gate = Gate()
        // The lane's own threshold: one payload is not to be decoded here, where it would wait for ever.
        var settings = WorkerPool.LaneSettings()
        settings.minPayloads = 1
        lane = try pool.lane("gate", decoder: gate, settings: settings)
        close()
    }

    /// Returns when the worker sleeps.
    func close() {
        _ = lane.dispatchAsync([()])
        gate.arrived.wait()
    }

    func open() { gate.opened.signal() }
}

private struct Gate: WorkerPool.Decoder {
    let arrived = DispatchSemaphore(value: 0)
    let opened = DispatchSemaphore(value: 0)

    func decode(_: Void) {
        arrived.signal()
        opened.wait()
    }
}
