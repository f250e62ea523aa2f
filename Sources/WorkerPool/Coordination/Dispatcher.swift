// Where a batch goes: decoded in place, or handed over to the workers.

/// One lane's way into the pool.
///
/// What is generic is inlined into the user's module.
@usableFromInline
struct Dispatcher: Sendable {
    @usableFromInline let queue: WorkQueue
    @usableFromInline let tenure: LaneTenure
    /// Batches of fewer payloads are decoded in place.
    @usableFromInline let minPayloads: Int
    /// Whether batches that the lane has learned to be cheaper than a wake-up are decoded in place.
    @usableFromInline let decodesInPlaceWhenCheaper: Bool

    @inlinable
    func dispatch<D>(_ batch: WorkerPool.Batch<D>) -> WorkerPool.Future<D.Output, D.Failure> {
        let count = batch.payloads.count
        guard queue.accepts else { return WorkerPool.Future(refused: .shutDown) }
        if count == 0 { return WorkerPool.Future(results: []) }
        if count < minPayloads { return WorkerPool.Future(results: InPlace.results(of: batch)) }
        if decodesInPlaceWhenCheaper {
            if isBeyondDoubt(count) { return WorkerPool.Future(results: InPlace.results(of: batch)) }
            if let budget = budget(for: count) { return decodeInPlace(batch, within: budget, isTrial: false) }
            if let (budget, isTrial) = budgetOfSoleCaller(for: count) {
                defer { queue.endInPlace() }
                return decodeInPlace(batch, within: budget, isTrial: isTrial)
            }
        }
        return handOver(batch, decoded: [])
    }

    /// How long a batch of `count` payloads may be decoded in place, in nanoseconds; nil where it should not be.
    @usableFromInline
    func budget(for count: Int) -> Double? {
        let limit = queue.inPlaceLimit
        return tenure.isCheaper(count, than: limit) ? 2 * limit : nil
    }

    /// The same for a batch that its caller would only wait for, and that was not seen to be worth a second thread; where it is not nil
    /// `queue.endInPlace()` must follow.
    @usableFromInline
    func budgetOfSoleCaller(for count: Int) -> (nanoseconds: Double, isTrial: Bool)? {
        guard
            let (time, isTrial) = tenure.timeInPlace(count, workers: queue.workerCount, wakeUpCost: queue.inPlaceLimit),
            queue.admitInPlace()
        else { return nil }
        return (2 * time, isTrial)
    }

    /// Decodes in place what was predicted to be cheap, and measures it.
    ///
    /// If the prediction was wrong the rest is handed over: a caller is held for twice what was predicted, and the payloads until the
    /// next look at the clock, whatever is in the batch.
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
        tenure.learn(nanosecondsWithWorkspace: nanoseconds, payloads: payloads)
        if isTrial { tenure.trial.note(inPlace: nanoseconds, payloads: payloads) }
    }

    /// Whether a batch of `count` need not be timed.
    @usableFromInline
    func isBeyondDoubt(_ count: Int) -> Bool { tenure.isBeyondDoubt(count, wakeUpCost: queue.inPlaceLimit) }

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
