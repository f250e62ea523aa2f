// The lock around the state machine, and the effects that its answers ask for.

import Synchronization

/// Callers push batches, workers announce themselves, the coordinator matches: each in one short critical section,
/// after which the calling thread wakes at most one other; only the coordinator may wake several.
///
/// No user code runs, and no user's object dies, under the lock.
@usableFromInline
final class WorkQueue: ReadyChannel, JobHost, @unchecked Sendable {
    // `@unchecked Sendable`: `machine` and `lastSerial` are guarded by `lock`; all else is constant or atomic.
    private let lock = Lock()
    private var machine: CoordinationStateMachine<Job>
    private var lastSerial = 0

    let seats: [Seat]
    private let coordinator = Parker()
    private let retrieveHelps: Bool
    let checkpoint = Checkpoint()
    private let wakeUps = WakeUpCost()
    private let blockingPatience: Patience
    @usableFromInline let suspendingPatience: Patience
    private let isAccepting = Atomic(true)
    private let isInPlaceTaken = Atomic(false)

    init(workers: Int, retrieveHelps: Bool) {
        let cpus = AvailableCPUs.count()
        let isAlone = cpus == 1
        let patience = Patience(nanoseconds: isAlone ? 0 : 100_000)
        seats = (0..<workers).map { _ in Seat(patience: patience) }
        blockingPatience = Patience(nanoseconds: isAlone ? 0 : 100_000)
        suspendingPatience = Patience(nanoseconds: isAlone ? 0 : 20_000)
        self.retrieveHelps = retrieveHelps
        // At least 2: even on one CPU, a worker that was only just woken keeps nobody from helping.
        cpuCount = max(cpus, 2)
        machine = CoordinationStateMachine(workers: seats.count, room: cpuCount)
    }

    @usableFromInline var workerCount: Int { seats.count }
    @usableFromInline let cpuCount: Int

    /// Brings an event to the machine and carries out its answer.
    private func handle<Answer>(
        _ event: (inout CoordinationStateMachine<Job>) -> (Answer, CoordinationStateMachine<Job>.Wake)
    ) -> Answer {
        let (answer, wake) = lock.withLock {
            let result = event(&machine)
            checkpoint.set(
                wantsRecall: machine.wantsRecall,
                isCrowded: machine.isCrowded,
                isQuiet: machine.isQuiet,
                isAnybodyWaking: machine.isAnybodyWaking,
                wakingEpoch: machine.wakingEpoch
            )
            return result
        }
        switch wake {
        case .nobody: break
        case .worker(let worker): seats[worker].wake()
        case .coordinator: coordinator.unpark()
        }
        return answer
    }

    // MARK: Callers

    /// Whether shutdown has not begun.
    ///
    /// Only a hint: ``push(_:)`` decides.
    @usableFromInline var accepts: Bool { isAccepting.load(ordering: .acquiring) }

    /// Hands the job over to the workers.
    ///
    /// - Returns: false if it was refused because the pool is shutting down.
    @usableFromInline
    func push(_ job: Job) -> Bool {
        handle { machine in
            guard
                let (ticket, wake) = machine.submit(
                    job,
                    lane: job.lane,
                    hands: job.handsWanted,
                    work: job.work,
                    expectsCaller: job.expectsCaller,
                    isAnybodyLost: checkpoint.isAnybodyLost
                )
            else { return (false, .nobody) }
            job.ticket = ticket
            return (true, wake)
        }
    }

    /// How long it takes to wake a worker, in nanoseconds.
    var wakeUpCost: Double { wakeUps.nanoseconds }

    /// Whether the calling thread may decode in place what it would only wait for; if so, ``endInPlace()`` must follow.
    ///
    /// Only one thread at a time, and only while nobody else is at work: with more threads than CPUs each would lose
    /// its CPU in the middle of its batch, for milliseconds.
    func admitInPlace() -> Bool {
        retrieveHelps && checkpoint.admitsInPlace && !isInPlaceTaken.exchange(true, ordering: .acquiring)
    }

    @usableFromInline
    func endInPlace() { isInPlaceTaken.store(false, ordering: .releasing) }

    func openLane(learns: Bool) -> LaneTenure {
        let (number, serial) = lock.withLock {
            lastSerial += 1
            return (machine.openLane(), lastSerial)
        }
        let owner = learns ? WorkspaceOwner.lane(serial: serial) : nil
        return LaneTenure(number: number, owner: owner) { [self] lane in
            if let owner { release(owner) }
            lock.withLock { machine.close(lane: lane) }
        }
    }

    // MARK: Jobs

    @usableFromInline
    func wait(for results: borrowing WaiterList, of job: Job) {
        // Pools' own threads always help: workers of two pools that slept until the other pool's batch was done would
        // sleep for ever.
        if retrieveHelps || Presence.isMarked {
            var caller = HelpingCaller(job, self, isOwnThread: Presence.isMarked(self))
            caller.wait(for: results, patience: blockingPatience)
        } else {
            results.wait(patience: blockingPatience)
        }
        job.noteRetrieved()
    }

    /// Whether a caller may help to decode its job; if so, ``endHelp(_:)`` must follow.
    func admitHelper(to job: Job, isUrgent: Bool) -> Bool {
        handle { machine in
            machine.help(
                job.ticket,
                isUrgent: isUrgent,
                isAnybodyLate: checkpoint.isAnybodyAwaited && checkpoint.isAnybodyLate(at: Clock.now()),
                isAnybodyLost: checkpoint.isAnybodyLost,
                inPlace: isInPlaceTaken.load(ordering: .relaxed) ? 1 : 0
            )
        }
    }

    func endHelp(_ departure: Departure) {
        handle { machine in ((), machine.endHelp(departure)) }
    }

    @usableFromInline
    func withdraw(_ payloads: Int, of job: Job) {
        var isCompletion = false
        // What dies with the batch is user code, which must not wait for the pool's end before the report below.
        Presence.mark(self) { isCompletion = job.abandon(payloads) }
        handle { machine in ((), machine.exhaust(job.ticket, isCompletion: isCompletion)) }
    }

    @usableFromInline
    func release(_ owner: WorkspaceOwner) {
        handle { machine in ((), machine.release(owner)) }
    }

    // MARK: Workers

    func announce(_ worker: WorkerID, _ departure: Departure?) -> Announcement {
        handle { machine in
            let (assignment, wake) = machine.ready(worker, departure)
            return (Announcement(assignment: assignment, released: machine.takeReleased(worker)), wake)
        }
    }

    func note(_ worker: WorkerID, keeps owner: WorkspaceOwner) {
        lock.withLock { machine.keep(owner, by: worker) }
    }

    func note(wakeUp nanoseconds: UInt64) {
        wakeUps.observe(nanoseconds: nanoseconds)
    }

    // MARK: The coordinator

    /// Accepts nothing more, and lets the workers stop once everything is decoded.
    ///
    /// Returns at once.
    func shutDown() {
        isAccepting.store(false, ordering: .releasing)
        handle { machine in ((), machine.shutDown()) }
    }

    /// Stops the workers that have started, fewer than were wanted.
    ///
    /// For a pool that cannot start.
    func dismiss() {
        shutDown()
        _ = match()
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

    private func match() -> Bool {
        let (woken, isOver) = handle { machine in ((machine.match(), machine.isOver), .nobody) }
        for worker in woken { seats[worker].wake() }
        return isOver
    }
}
