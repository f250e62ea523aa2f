/// Who does what: every decision of the pool that needs to know more than one thread does. A plain value: no thread, no
/// lock, no clock.
///
/// Events go in as calls, and all come back with the same ``Effects``, which the work queue carries out once its lock is
/// released. A worker is parked, waking, busy or stopped. Batches stay in their lanes until they are exhausted. A wake is
/// only a hint: a worker that was woken for a batch and finds it gone takes the next one or parks again. Who has to wake
/// whom follows from three numbers: `demand`, the threads that waiting batches could use; `waking`, the workers on their
/// way; and the number of parked workers. `HandOver.md` describes the whole protocol.
struct StateMachine<Batch, Address> {
    /// What an event asks for.
    struct Effects {
        /// What the worker that brought the event does next.
        enum Next {
            case decode(Batch, Ticket)
            case park
            case stop
        }

        /// Where a batch that came in stands; nil if it was refused, since the pool is draining.
        var ticket: Ticket?
        /// Whether a caller may help.
        var isAdmitted = false
        var next: Next?
        /// Whether more workers are worth waking; the event ``fanOut()`` wakes them.
        var wantsMore = false
        /// A worker to wake.
        var wake: Address?
        /// Whether to wake the coordinator, for there is more to do than one wake.
        var callsCoordinator = false
        /// Workers to wake, where there are several: only the coordinator is asked to.
        var wakes: [Address] = []
        /// Owners whose workspaces the worker has to release, since their lane or batch is gone.
        var released: [WorkspaceOwner] = []
    }

    private enum Phase {
        case running
        /// Accepts nothing more; everything accepted is completed, then the workers stop.
        case draining
        /// Everything is completed, and every worker has stopped.
        case over
    }

    private enum WorkerState {
        case parked
        case waking
        case busy(lane: Int)
        case stopped
    }

    private struct Worker {
        let address: Address
        var state = WorkerState.waking  // its thread is starting
        var released: [WorkspaceOwner] = []
    }

    private struct Lane {
        /// Whether its handle is gone, but its last worker or batch is not.
        var isClosing = false
        var queue = LaneQueue<Batch>()
    }

    private var phase = Phase.running
    private var workers: [Worker]
    /// The parked workers; the last one to park is woken first, since its caches are warm.
    private var parked: [WorkerID] = []
    private var waking: Int
    /// Workers that are inside a batch.
    private var busy = 0
    /// Callers that help to decode their own batch while they wait for it.
    private var helping = 0
    private let cpus: Int

    private var lanes: [Lane] = []
    private var vacantLanes: [Int] = []
    private var fairShare = FairShare()
    private var demand = 0
    /// Batches in the lanes.
    private var waiting = 0
    /// Batches that are accepted and not completed.
    private var incomplete = 0
    /// For each owner, the workers that keep a workspace of it.
    private var keepers: [WorkspaceOwner: [WorkerID]] = [:]
    private var isCoordinatorCalled = false

    /// - Parameters:
    ///   - workers: Where to wake each; all of them are on their way to their first event.
    ///   - cpus: How many threads can run at once.
    init(workers: [Address], cpus: Int) {
        self.workers = workers.map { Worker(address: $0) }
        self.cpus = cpus
        waking = workers.count
    }

    // MARK: What threads see

    /// What a thread sees after each slice.
    ///
    /// `wantsRecall` says that a lane waits while workers are busy with other lanes, and too few are on their way or
    /// parked; `isCrowded` that more threads are at work than can have a CPU, some of them callers, who need not be.
    mutating func signals() -> (wantsRecall: Bool, isCrowded: Bool) {
        let isCrowded = helping > 0 && busy + waking + helping > cpus
        guard demand > waking + parked.count, let first = fairShare.first else { return (false, isCrowded) }
        return (fairShare.count > 1 || busy > fairShare.workers(of: first), isCrowded)
    }

    /// Whether everything that was accepted is completed and every worker has stopped.
    var isOver: Bool { phase == .over }

    // MARK: Lanes

    /// - Returns: The new lane's number, free again after ``close(lane:)``.
    mutating func openLane() -> Int {
        let lane = vacantLanes.popLast() ?? lanes.count
        if lane == lanes.count { lanes.append(Lane()) }
        fairShare.open(lane)
        return lane
    }

    /// The lane's handle and its last batch are gone.
    mutating func close(lane: Int) {
        lanes[lane].isClosing = true
        vacateIfGone(lane)
    }

    // MARK: Callers

    /// A batch comes in, worth `hands` threads; `work` is how many nanoseconds it will take one of them, 0 if unknown.
    mutating func submit(_ batch: Batch, lane: Int, hands: Int, work: UInt64) -> Effects {
        var effects = Effects()
        guard phase == .running else { return effects }
        if lanes[lane].queue.count == 0 { fairShare.catchUp(lane) }
        let (entry, serial) = change(lane) { $0.append(batch, handsWanted: hands, work: work) }
        effects.ticket = Ticket(lane: lane, entry: entry, serial: serial)
        waiting += 1
        incomplete += 1
        wakeOne(&effects)
        return effects
    }

    /// A caller that waits for its batch offers to help; if it is admitted, ``endHelp(_:)`` must follow.
    ///
    /// It is admitted while there is a CPU for it. `mustHelp` says that it has to in any case: the workers are stuck, or
    /// the thread is a pool's own. If the pool has a worker for every CPU, the caller replaces one.
    mutating func help(_ ticket: Ticket, mustHelp: Bool) -> Effects {
        var effects = Effects()
        guard mustHelp || busy + waking + helping < cpus else { return effects }
        effects.isAdmitted = true
        helping += 1
        if callersReplaceWorkers { change(ticket.lane) { $0.addHand(entry: ticket.entry, serial: ticket.serial) } }
        return effects
    }

    /// A caller that helped has stopped.
    ///
    /// The lane is not charged for its help: the time was the caller's own.
    mutating func endHelp(_ visit: Visit) -> Effects {
        var effects = Effects()
        helping -= 1
        settle(visit, hands: callersReplaceWorkers ? 1 : 0)
        endDrain(&effects)
        if !effects.callsCoordinator { wakeOne(&effects) }
        return effects
    }

    /// The batch has ended before its last result, so nothing of it is left to claim.
    ///
    /// `isCompletion` says whether the thread that ended it was also the last inside.
    mutating func end(_ ticket: Ticket, isCompletion: Bool) -> Effects {
        var effects = Effects()
        remove(ticket)
        if isCompletion { incomplete -= 1 }
        endDrain(&effects)
        return effects
    }

    // MARK: Workers

    /// A worker is free: it has just started, was woken, or comes from a visit to a batch.
    mutating func ready(_ worker: WorkerID, after visit: Visit?) -> Effects {
        var effects = Effects()
        switch workers[worker].state {
        case .waking: waking -= 1
        case .busy: busy -= 1
        case .parked, .stopped:
            preconditionFailure("worker \(worker) is at work while it is taken for parked or stopped")
        }
        if !workers[worker].released.isEmpty {
            swap(&effects.released, &workers[worker].released)
        }
        if let visit {
            fairShare.charge(visit.ticket.lane, nanoseconds: visit.charge)
            settle(visit, hands: 1)
        }
        if let lane = fairShare.first {
            grant(lane, to: worker, &effects)
        } else if phase != .running && waiting == 0 {
            effects.next = .stop
            workers[worker].state = .stopped
            endDrain(&effects)
        } else {
            effects.next = .park
            workers[worker].state = .parked
            parked.append(worker)
        }
        return effects
    }

    /// A batch is worth more workers than have come: wakes the next one, or calls the coordinator if several are needed.
    mutating func fanOut() -> Effects {
        var effects = Effects()
        if min(demand - waking, parked.count) > 1 { callCoordinator(&effects) } else { wakeOne(&effects) }
        return effects
    }

    /// The worker keeps a workspace of `owner`.
    mutating func keep(_ owner: WorkspaceOwner, by worker: WorkerID) {
        keepers[owner, default: []].append(worker)
    }

    /// The owner is gone: every worker that keeps a workspace of it has to release it, parked ones too.
    mutating func release(_ owner: WorkspaceOwner) -> Effects {
        var effects = Effects()
        guard let workersThatKeep = keepers.removeValue(forKey: owner) else { return effects }
        for worker in workersThatKeep {
            workers[worker].released.append(owner)
            if case .parked = workers[worker].state { callCoordinator(&effects) }
        }
        return effects
    }

    // MARK: The coordinator

    /// Accepts nothing more; the workers stop once everything is exhausted.
    mutating func shutDown() -> Effects {
        var effects = Effects()
        guard phase == .running else { return effects }
        phase = .draining
        callCoordinator(&effects)
        return effects
    }

    /// The coordinator was called: it wakes as many parked workers as there is something to do for.
    mutating func match() -> Effects {
        var effects = Effects()
        isCoordinatorCalled = false
        var woken: [WorkerID] = []
        if phase != .running && waiting == 0 {
            swap(&woken, &parked)
        } else {
            woken = parked.filter { !workers[$0].released.isEmpty }
            if !woken.isEmpty { parked.removeAll { !workers[$0].released.isEmpty } }
            let more = min(max(0, demand - waking - woken.count), parked.count)
            woken += parked.suffix(more).reversed()
            parked.removeLast(more)
        }
        for worker in woken {
            workers[worker].state = .waking
            effects.wakes.append(workers[worker].address)
        }
        waking += woken.count
        return effects
    }

    // MARK: Wakes

    /// Wakes one parked worker, unless those on their way cover the demand.
    private mutating func wakeOne(_ effects: inout Effects) {
        guard demand > waking, let worker = parked.popLast() else { return }
        workers[worker].state = .waking
        waking += 1
        effects.wake = workers[worker].address
    }

    private mutating func callCoordinator(_ effects: inout Effects) {
        guard !isCoordinatorCalled else { return }
        isCoordinatorCalled = true
        effects.callsCoordinator = true
    }

    /// When the lanes of a draining pool are empty, the parked workers must stop; when all have, so must the
    /// coordinator.
    private mutating func endDrain(_ effects: inout Effects) {
        guard phase == .draining, waiting == 0 else { return }
        let isOver = incomplete == 0 && parked.isEmpty && waking + busy == 0
        if isOver { phase = .over }
        if isOver || !parked.isEmpty { callCoordinator(&effects) }
    }

    // MARK: Lanes and workers

    /// Whether a caller that helps takes the place of a worker: more threads would find no CPU.
    private var callersReplaceWorkers: Bool { workers.count >= cpus }

    private mutating func grant(_ lane: Int, to worker: WorkerID, _ effects: inout Effects) {
        fairShare.give(lane)
        busy += 1
        workers[worker].state = .busy(lane: lane)
        guard let (batch, place) = change(lane, { $0.takeHand() }) else {
            preconditionFailure("lane \(lane) waits for a worker, and has nothing for it")
        }
        effects.next = .decode(batch, Ticket(lane: lane, entry: place.entry, serial: place.serial))
        effects.wantsMore = demand > waking && !parked.isEmpty
    }

    private mutating func settle(_ visit: Visit, hands: Int) {
        let ticket = visit.ticket
        change(ticket.lane) {
            $0.returnHands(
                hands,
                entry: ticket.entry,
                serial: ticket.serial,
                handsWanted: visit.handsWanted,
                work: visit.work,
                used: visit.charge
            )
        }
        if visit.ending == .exhausted { remove(ticket) }
        if visit.isCompletion { incomplete -= 1 }
        vacateIfGone(ticket.lane)
    }

    private mutating func remove(_ ticket: Ticket) {
        // No user code runs here: whoever completes a batch holds a reference to it, and has already released its
        // payloads, decoder and results. For a completed batch, this may be the last reference.
        guard change(ticket.lane, { $0.remove(entry: ticket.entry, serial: ticket.serial) }) else { return }
        waiting -= 1
        vacateIfGone(ticket.lane)
    }

    /// Changes a lane's queue, and updates the pool's demand and the lane's place in the fair share accordingly.
    @discardableResult
    private mutating func change<Value>(_ lane: Int, _ body: (inout LaneQueue<Batch>) -> Value) -> Value {
        demand -= lanes[lane].queue.demand
        let value = body(&lanes[lane].queue)
        demand += lanes[lane].queue.demand
        if let part = lanes[lane].queue.nextPart {
            fairShare.insert(lane, part: part)
        } else {
            fairShare.remove(lane)
        }
        return value
    }

    private mutating func vacateIfGone(_ lane: Int) {
        guard lanes[lane].isClosing, lanes[lane].queue.count == 0, fairShare.workers(of: lane) == 0 else { return }
        lanes[lane].isClosing = false
        vacantLanes.append(lane)
    }

    // MARK: Invariants

    /// Traps unless what is counted is there; in time proportional to all of it, for tests.
    func checkInvariants() {
        var counts = (parked: 0, waking: 0, busy: [Int](repeating: 0, count: lanes.count), stopped: 0)
        for worker in workers {
            switch worker.state {
            case .parked: counts.parked += 1
            case .waking: counts.waking += 1
            case .busy(let lane): counts.busy[lane] += 1
            case .stopped: counts.stopped += 1
            }
        }
        precondition(counts.parked == parked.count && counts.waking == waking && counts.busy.reduce(0, +) == busy)
        precondition(demand == lanes.reduce(0) { $0 + $1.queue.demand })
        precondition(waiting == lanes.reduce(0) { $0 + $1.queue.count })
        precondition(waiting <= incomplete || phase != .running, "more wait than are incomplete")
        for lane in lanes.indices {
            lanes[lane].queue.checkInvariants()
            precondition(counts.busy[lane] == fairShare.workers(of: lane), "a lane's workers are not those inside")
        }
        fairShare.checkInvariants()
        precondition(demand == 0 || parked.isEmpty || waking > 0 || isCoordinatorCalled || busy + helping > 0)
        precondition(phase != .over || (counts.stopped == workers.count && incomplete == 0))
    }
}

/// Which worker, counted from 0.
typealias WorkerID = Int

/// A batch's place in the coordination: its lane, and its entry in the lane's queue.
///
/// Entries are reused, serial numbers never are, not even by the next lane of the same number: race "late words".
struct Ticket: Hashable, Sendable {
    let lane: Int
    let entry: Int
    let serial: Int

    /// Of a batch that no lane has accepted.
    static let none = Ticket(lane: -1, entry: -1, serial: -1)
}
