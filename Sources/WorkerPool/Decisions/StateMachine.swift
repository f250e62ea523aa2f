/// Who does what: every decision that takes more than one thread's knowledge.
///
/// A plain value: no thread, no lock, no clock. Events go in as calls, and all come back with the same ``Effects``, which the work queue carries out once its lock is
/// released. A worker is parked, waking, busy or stopped. Batches stay in their lanes until they are exhausted. Who
/// has to wake whom follows from three numbers: `demand`, the hands that waiting batches could use; `waking`, the workers
/// on their way; and the number of parked workers. `HandOver.md` tells the whole protocol.
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
        /// Whether the batch that was given is worth waking more workers; the event ``fanOut()`` wakes them.
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

    enum Phase {
        case running
        /// Accepts nothing more; everything accepted is completed, then the workers stop.
        case draining
        /// Everything is completed, and every worker has stopped.
        case over
    }

    enum WorkerState {
        case parked
        case waking
        case busy(lane: Int)
        case stopped
    }

    struct Worker {
        let address: Address
        var state = WorkerState.waking  // its thread is starting
        var released: [WorkspaceOwner] = []
    }

    struct Lane {
        /// Whether its handle is gone, but its last worker or batch is not.
        var isClosing = false
        var queue = LaneQueue<Batch>()
        /// What its queue could use when it was last counted.
        var demand = 0
    }

    var phase = Phase.running
    var workers: [Worker]
    /// The parked workers; the last one to park is woken first, since its caches are warm.
    var parked: [WorkerID] = []
    var waking: Int
    /// Workers that are inside a batch.
    var busy = 0
    /// Callers that help to decode their own batch while they wait for it.
    var helping = 0
    let cpus: Int

    var lanes: [Lane] = []
    private var vacantLanes: [Int] = []
    var fairShare = FairShare()
    var demand = 0
    /// Batches in the lanes.
    var waiting = 0
    /// Batches that are accepted and not completed.
    var incomplete = 0
    /// For each owner, the workers that keep a workspace of it.
    var keepers: [WorkspaceOwner: [WorkerID]] = [:]
    var isCoordinatorCalled = false

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
    /// (It changes nothing; `mutating` keeps an unoptimised build from copying the machine.)
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
    ///
    /// If a worker is just about to park, one of the two events comes second: race "push meets park".
    mutating func submit(_ batch: Batch, lane: Int, hands: Int, work: UInt64) -> Effects {
        var effects = Effects()
        guard phase == .running else { return effects }
        if lanes[lane].queue.count == 0 { fairShare.catchUp(lane) }
        let (entry, serial) = lanes[lane].queue.append(batch, handsWanted: hands, work: work)
        count(lane)
        effects.ticket = Ticket(lane: lane, entry: entry, serial: serial)
        waiting += 1
        incomplete += 1
        wakeOne(&effects, for: demand)
        return effects
    }

    // MARK: Workers

    /// A worker is free: it has just started, was woken (race "woken for nothing"), or comes from a visit to a batch.
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
        if min(demand - waking, parked.count) > 1 { callCoordinator(&effects) } else { wakeOne(&effects, for: demand) }
        return effects
    }

    // MARK: Wakes

    /// Wakes one parked worker, unless those on their way cover `demand`, the whole or a part: race "woken twice for one".
    mutating func wakeOne(_ effects: inout Effects, for demand: Int) {
        guard demand > waking, let worker = parked.popLast() else { return }
        workers[worker].state = .waking
        waking += 1
        effects.wake = workers[worker].address
    }

    // MARK: Lanes and workers

    private mutating func grant(_ lane: Int, to worker: WorkerID, _ effects: inout Effects) {
        fairShare.give(lane)
        busy += 1
        workers[worker].state = .busy(lane: lane)
        guard let (batch, place, others) = lanes[lane].queue.takeHand() else {
            preconditionFailure("lane \(lane) waits for a worker, and has nothing for it")
        }
        count(lane)
        effects.next = .decode(batch, Ticket(lane: lane, entry: place.entry, serial: place.serial))
        // When this batch gets its other workers is for the worker to say. No other batch waits for that: race "came for
        // another".
        wakeOne(&effects, for: demand - others)
        effects.wantsMore = others > 0 && demand > waking && !parked.isEmpty
    }

    mutating func settle(_ visit: Visit, hands: Int) {
        let ticket = visit.ticket
        lanes[ticket.lane].queue
            .returnHands(
                hands,
                entry: ticket.entry,
                serial: ticket.serial,
                handsWanted: visit.handsWanted,
                work: visit.work,
                used: visit.charge
            )
        count(ticket.lane)
        if visit.ending == .exhausted { remove(ticket) }
        if visit.isCompletion { incomplete -= 1 }
        vacateIfGone(ticket.lane)
    }

    mutating func remove(_ ticket: Ticket) {
        // No user code runs here: whoever completes a batch holds a reference to it, and has already released its
        // payloads, decoder and results. For a completed batch, this may be the last reference.
        guard lanes[ticket.lane].queue.remove(entry: ticket.entry, serial: ticket.serial) else { return }
        count(ticket.lane)
        waiting -= 1
        vacateIfGone(ticket.lane)
    }

    /// A lane's queue has changed: updates the pool's demand, and the lane's place in the fair share.
    mutating func count(_ lane: Int) {
        demand += lanes[lane].queue.demand - lanes[lane].demand
        lanes[lane].demand = lanes[lane].queue.demand
        if let part = lanes[lane].queue.nextPart {
            fairShare.insert(lane, part: part)
        } else {
            fairShare.remove(lane)
        }
    }

    private mutating func vacateIfGone(_ lane: Int) {
        guard lanes[lane].isClosing, lanes[lane].queue.count == 0, fairShare.workers(of: lane) == 0 else { return }
        lanes[lane].isClosing = false
        vacantLanes.append(lane)
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
