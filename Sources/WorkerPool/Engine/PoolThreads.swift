import Synchronization

/// The pool's threads, the workers and the coordinator: started together and ended together.
///
/// The coordinator joins the workers, so only its own handle is left to dispose of: the first blocking shutdown joins
/// it, or it is detached if the pool ends without one.
final class PoolThreads: Sendable {
    let queue: WorkQueue
    private let coordinator: Thread
    /// Open when every worker is gone, and with it all user code.
    private let over: Latch
    /// Open when the coordinator is gone too.
    private let gone = Latch()
    private let isHandleTaken = Atomic(false)

    private init(queue: WorkQueue, coordinator: Thread, over: Latch) {
        self.queue = queue
        self.coordinator = coordinator
        self.over = over
    }

    /// Starts every thread or none: race "half a pool".
    static func start(_ configuration: WorkerPool.Configuration) throws(WorkerPool.StartError) -> PoolThreads {
        let parkers = (0..<configuration.workers).map { _ in Parker() }
        let queue = WorkQueue(
            parkers: parkers,
            cpus: AvailableCPUs.count(),
            retrieveHelps: configuration.retrieveHelps
        )
        let over = Latch()
        let gate = StartGate()
        var workers: [Thread] = []
        let coordinator: Thread
        do throws(Thread.Refusal) {
            for (id, parker) in parkers.enumerated() {
                let thread = try Thread.start(
                    name: configuration.threadName(String(id)),
                    stackSize: configuration.stackSize
                ) {
                    gate.pass(ThreadPriority.lower(to: configuration.priority))
                    Worker(id: id, parker: parker, queue: queue).run()
                }
                workers.append(thread)
            }
            let joined = workers
            coordinator = try Thread.start(name: configuration.threadName("co"), stackSize: Policy.coordinatorStack) {
                gate.pass(0)
                PoolMark.mark(queue) {
                    while !queue.coordinate() {}
                    for worker in joined { worker.join() }
                }
                over.open()
            }
        } catch {
            queue.shutDown()
            queue.match()
            for worker in workers { worker.join() }
            throw .threadRefused(
                started: workers.count,
                wanted: configuration.workers + 1,
                errorNumber: error.errorNumber
            )
        }
        if let errorNumber = gate.wait(for: workers.count + 1) {
            queue.shutDown()
            coordinator.join()
            throw .priorityRefused(configuration.priority, errorNumber: errorNumber)
        }
        return PoolThreads(queue: queue, coordinator: coordinator, over: over)
    }

    /// Waits until every thread is gone.
    ///
    /// Returns at once on one of the pool's own threads, or one that is decoding for it: that thread would wait for
    /// itself.
    func join() {
        guard !PoolMark.isMarked(queue) else { return }
        if takeHandle() {
            coordinator.join()
            gone.open()
        } else {
            gone.wait()
        }
    }

    /// Suspends until the last user code has run and the workers are gone.
    func join() async {
        await over.wait()
    }

    /// Lets the threads finish on their own.
    func detach() {
        if takeHandle() { coordinator.detach() }
    }

    private func takeHandle() -> Bool {
        !isHandleTaken.exchange(true, ordering: .acquiringAndReleasing)
    }
}
