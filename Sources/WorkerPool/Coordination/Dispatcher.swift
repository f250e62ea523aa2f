// Where a batch goes: decoded in place, or handed over to the workers.

/// One lane's way into the pool.
///
/// Its generic parts are inlined into the user's module.
@usableFromInline
struct Dispatcher: Sendable {
    @usableFromInline let queue: WorkQueue
    @usableFromInline let tenure: LaneTenure
    /// Batches of fewer payloads are decoded in place.
    @usableFromInline let minPayloads: Int
    /// Whether the lane may decode in place what it has learned is not worth a hand-over.
    let decodesInPlaceWhenCheaper: Bool

    @inlinable
    func dispatch<D>(_ batch: WorkerPool.Batch<D>) -> WorkerPool.Future<D.Output, D.Failure> {
        let count = batch.payloads.count
        guard queue.accepts else { return WorkerPool.Future(refused: .shutDown) }
        if count == 0 { return WorkerPool.Future(results: []) }
        if count < minPayloads { return WorkerPool.Future(results: InPlace.results(of: batch)) }
        switch route(of: count) {
        case .inPlace: return WorkerPool.Future(results: InPlace.results(of: batch))
        case .inPlaceFor(let budget): return decodeInPlace(batch, within: budget, isTrial: false)
        case .soleCaller(let budget, let isTrial):
            defer { queue.endInPlace() }
            return decodeInPlace(batch, within: budget, isTrial: isTrial)
        case .handOver: return handOver(batch, decoded: [])
        }
    }

    /// If this returns ``Route/soleCaller(budget:isTrial:)``, `queue.endInPlace()` must follow.
    @usableFromInline
    func route(of count: Int) -> Route {
        guard decodesInPlaceWhenCheaper else { return .handOver }
        let route = tenure.experience.route(
            of: count,
            workers: queue.workerCount,
            cpus: queue.cpuCount,
            wakeUpCost: queue.wakeUpCost
        )
        if case .soleCaller = route, !queue.admitInPlace() { return .handOver }
        return route
    }

    /// Decodes in place a batch that was predicted to be cheap, and measures it.
    ///
    /// If the prediction was wrong the rest is handed over: the caller is held for at most twice the predicted time,
    /// plus the payloads up to the next look at the clock, whatever the batch contains.
    @inlinable
    func decodeInPlace<D>(
        _ batch: WorkerPool.Batch<D>,
        within budget: Double,
        isTrial: Bool
    ) -> WorkerPool.Future<D.Output, D.Failure> {
        let (results, nanoseconds) = InPlace.results(of: batch, within: budget)
        learn(nanoseconds: nanoseconds, payloads: results.count, isTrial: isTrial)
        guard results.count < batch.payloads.count else { return WorkerPool.Future(results: results) }
        return handOver(batch, decoded: results)
    }

    @usableFromInline
    func learn(nanoseconds: UInt64, payloads: Int, isTrial: Bool) {
        tenure.experience.learn(inPlace: nanoseconds, payloads: payloads, isTrial: isTrial)
    }

    @inlinable
    func handOver<D>(
        _ batch: WorkerPool.Batch<D>,
        decoded: [Result<D.Output, D.Failure>]
    ) -> WorkerPool.Future<D.Output, D.Failure> {
        let promise = Promise<D.Output, D.Failure>()
        let job = BatchJob(batch, decoded: decoded, promise: promise, tenure: tenure, host: queue)
        unsafe promise.work = job
        if queue.push(job) { job.noteDispatched() } else { job.refuse(.shutDown) }
        return WorkerPool.Future(promise)
    }
}
