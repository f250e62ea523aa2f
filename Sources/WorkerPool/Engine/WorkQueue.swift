import Synchronization

/// The lock around the state machine, and the effects that its answers ask for.
///
/// Callers push batches, workers announce themselves, the coordinator matches: each in one short critical section, after
/// which the calling thread wakes whom it is told to. No user code runs, and no user's object dies, under the lock.
@usableFromInline
final class WorkQueue: @unchecked Sendable {
    typealias Machine = StateMachine<Job, Parker>

    // `@unchecked Sendable`: `machine` and `lastSerial` are guarded by `lock`; all else is constant or atomic.
    private let lock = Lock()
    private(set) var machine: Machine
    private var lastSerial = 0

    /// How many there are.
    let workers: Int
    /// How many threads can run at once; at least 2: even on one CPU, a worker that was only just woken keeps nobody
    /// from helping.
    let cpus: Int
    /// Whether a caller that blocks decodes its own batch meanwhile.
    let retrieveHelps: Bool
    @usableFromInline let clock: Clock
    let workerPatience: Patience
    let callerPatience: Patience

    /// Where the coordinator parks.
    let coordinator = Parker()
    private let isAccepting = Atomic(true)

    // What threads see after each slice; written under the lock, and hints: a thread that sees one late is late by one
    // slice.
    private let wantsRecall = Atomic(false)
    private let isCrowded = Atomic(false)
    /// How many slices the workers have decoded; as long as it changes they are not stuck.
    private let slices = Atomic(0)

    /// A queue for workers that park in `parkers`.
    init(parkers: [Parker], cpus: Int, retrieveHelps: Bool = true, clock: Clock = .system) {
        workers = parkers.count
        self.cpus = max(cpus, 2)
        self.retrieveHelps = retrieveHelps
        self.clock = clock
        let limit = cpus > 1 ? Policy.linger : 0
        workerPatience = Patience(by: clock, limit: limit, longestYield: Policy.longestYield)
        callerPatience = Patience(by: clock, limit: limit, longestYield: Policy.longestYield)
        machine = Machine(workers: parkers, cpus: self.cpus)
    }

    /// Brings an event to the machine and carries out its answer.
    @discardableResult
    private func perform(_ event: (inout Machine) -> Machine.Effects) -> Machine.Effects {
        lock.acquire()
        let effects = event(&machine)
        let (isWanted, isFull) = machine.signals()
        // Written only where it changes, since every thread reads it all the time.
        if wantsRecall.load(ordering: .relaxed) != isWanted { wantsRecall.store(isWanted, ordering: .relaxed) }
        if isCrowded.load(ordering: .relaxed) != isFull { isCrowded.store(isFull, ordering: .relaxed) }
        lock.release()
        effects.wake?.unpark()
        if effects.callsCoordinator { coordinator.unpark() }
        for parker in effects.wakes { parker.unpark() }
        return effects
    }

    // MARK: Callers

    /// Whether shutdown has not begun.
    ///
    /// Only a hint: ``push(_:)`` decides.
    var accepts: Bool { isAccepting.load(ordering: .acquiring) }

    /// Hands the job over to the workers.
    ///
    /// - Returns: false if it was refused because the pool is shutting down.
    func push(_ job: Job, lane: Int) -> Bool {
        let (hands, work) = (job.handsWanted, job.work)
        return perform { machine in
            let effects = machine.submit(job, lane: lane, hands: hands, work: work)
            if let ticket = effects.ticket { job.accept(ticket) }
            return effects
        }
        .ticket != nil
    }

    /// Whether a caller may help to decode its job; if so, ``endHelp(_:)`` must follow.
    func admit(_ ticket: Ticket, mustHelp: Bool) -> Bool {
        perform { $0.help(ticket, mustHelp: mustHelp) }.isAdmitted
    }

    func endHelp(_ visit: Visit) { perform { $0.endHelp(visit) } }

    /// A batch has ended before its last result.
    func end(_ ticket: Ticket, isCompletion: Bool) { perform { $0.end(ticket, isCompletion: isCompletion) } }

    // MARK: Lanes

    func openLane() -> (number: Int, serial: Int) {
        lock.withLock {
            lastSerial += 1
            return (machine.openLane(), lastSerial)
        }
    }

    func closeLane(_ number: Int) { lock.withLock { machine.close(lane: number) } }

    /// A lane or a plain batch is gone: workers that keep a workspace of it must release it.
    func release(_ owner: WorkspaceOwner) { perform { $0.release(owner) } }

    // MARK: Workers

    /// The worker is free, and hears what to do next.
    func announce(_ worker: WorkerID, after visit: Visit?) -> Machine.Effects {
        perform { $0.ready(worker, after: visit) }
    }

    /// Calls more workers for a batch that is worth them.
    func fanOut() { perform { $0.fanOut() } }

    /// The worker keeps a workspace of `owner`, and must be told when to release it.
    func note(_ worker: WorkerID, keeps owner: WorkspaceOwner) {
        lock.withLock { machine.keep(owner, by: worker) }
    }

    /// A thread has decoded a slice; it sees whether it is wanted elsewhere, and shows that it makes progress.
    ///
    /// - Returns: Whether it is to leave.
    func passes(_ visit: inout Visit) -> Bool {
        if case .worker = visit.visitor { slices.add(1, ordering: .relaxed) }
        return visit.leaves(
            isRecalled: wantsRecall.load(ordering: .relaxed),
            isCrowded: isCrowded.load(ordering: .relaxed)
        )
    }

    /// How many slices the workers have decoded.
    var passed: Int { slices.load(ordering: .relaxed) }

    // MARK: The coordinator

    /// Accepts nothing more, and lets the workers stop once everything is decoded.
    ///
    /// Returns at once.
    func shutDown() {
        isAccepting.store(false, ordering: .releasing)
        perform { $0.shutDown() }
    }

    /// Waits for a call and answers it.
    ///
    /// For the coordinator's thread.
    ///
    /// - Returns: Whether the pool is over: everything is completed and every worker has stopped.
    func coordinate() -> Bool {
        coordinator.park()
        return match()
    }

    /// Wakes as many workers as there is something to do for; whoever starts the pool does so if there is no coordinator.
    @discardableResult
    func match() -> Bool {
        perform { $0.match() }
        return lock.withLock { machine.isOver }
    }
}
