// Which worker does what: every decision of the pool, and nothing else. A plain value: no thread, no lock, no clock.

/// Events go in as calls; what is to be done comes out as their results, and the work queue does it once its lock is
/// released.
///
/// A worker is parked, waking, lost (woken long ago and not seen since), busy or stopped. Batches stay in their lanes
/// until they are exhausted. A wake is only a hint: a worker that was woken for a batch and finds it gone takes the
/// next one or parks again. Who has to wake whom follows from three numbers: `demand`, the hands that waiting batches
/// could use; `waking`, the workers on their way; and the number of parked workers. `HandOver.md` beside this file
/// describes the whole protocol.
struct CoordinationStateMachine<Batch> {
    /// Whom the thread that brought the event has to wake: never more than one.
    enum Wake: Equatable {
        case nobody
        case worker(WorkerID)
        case coordinator
    }

    private enum WorkerState {
        case parked
        case waking
        /// Was woken so long ago that nobody counts on it any more; it will still come.
        case lost
        case busy(lane: Int)
        case stopped
    }

    private struct Worker {
        var state = WorkerState.waking  // its thread is starting
        var released: [WorkspaceOwner] = []
    }

    private struct Lane {
        /// Whether its handle is gone, but its last worker or batch is not.
        var isClosing = false
        var queue = LaneQueue<Batch>()
        /// Workers that are busy in this lane.
        var hands = 0
    }

    private var workers: [Worker]
    /// The parked workers; the last one to park is woken first, since its caches are warm.
    private var parked: [WorkerID] = []
    private var waking: Int
    /// Changes when a waking worker arrives or the waking ones are given up: the wait for the next begins anew.
    private(set) var wakingEpoch = 0
    private var stopped = 0
    private var lanes: [Lane] = []
    private var vacantLanes: [Int] = []
    private var fairShare = FairShare()
    /// For each owner, the workers that keep a workspace of it.
    private var keepers: [WorkspaceOwner: [WorkerID]] = [:]
    private var demand = 0
    /// Workers that are busy.
    private var busy = 0
    /// Callers that help to decode their own batch while they wait for it.
    private var helping = 0
    /// How many threads can have a CPU.
    private let room: Int
    /// Batches in the lanes.
    private var waiting = 0
    /// Batches that are accepted and not completed.
    private var incomplete = 0
    private var isDraining = false
    private var isCoordinatorCalled = false

    /// - Parameters:
    ///   - workers: How many workers are starting.
    ///   - room: How many threads can have a CPU; callers do not help if that would put more threads to work.
    init(workers: Int, room: Int = .max) {
        self.workers = Array(repeating: Worker(), count: workers)
        self.room = room
        waking = workers
    }

    /// Whether a lane waits while workers are busy with other lanes, and too few are on their way or parked.
    var wantsRecall: Bool {
        guard demand > waking + parked.count, let first = fairShare.first else { return false }
        return fairShare.count > 1 || busy > lanes[first].hands
    }

    /// Whether more threads are at work than can have a CPU, and some of them are callers, who need not be.
    var isCrowded: Bool { helping > 0 && atWork > room }

    /// Whether nobody decodes, and fewer workers are on their way than can have a CPU.
    var isQuiet: Bool { busy + helping == 0 && waking < room }

    /// Whether a worker was woken that has not come yet.
    var isAnybodyWaking: Bool { waking > 0 }

    /// Whether everything that was accepted is completed and every worker has stopped.
    var isOver: Bool { isDraining && incomplete == 0 && stopped == workers.count }

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

    /// A batch comes in, worth `hands` workers; `work` is how many nanoseconds it will take one of them, 0 if unknown.
    ///
    /// If its caller is expected to help at once in place of a worker, one worker fewer is sought: otherwise the first
    /// worker would wake a second, and the caller would find no room. At least one worker is always sought.
    /// `isAnybodyLost` says whether a worker was woken so long ago that nobody should count on it any more.
    ///
    /// - Returns: Its place, and whom to wake; nil if it is refused because the pool is draining.
    mutating func submit(
        _ batch: Batch,
        lane: Int,
        hands: Int,
        work: UInt64 = 0,
        expectsCaller: Bool = false,
        isAnybodyLost: Bool = false
    ) -> (ticket: Ticket, wake: Wake)? {
        guard !isDraining else { return nil }
        if isAnybodyLost { giveUpWaking() }
        let awaitsCaller = expectsCaller && helpersAreHands && hands > 1
        if lanes[lane].queue.count == 0 { fairShare.catchUp(lane) }
        let place = changeQueue(of: lane) {
            $0.append(batch, handsWanted: hands, work: work, awaitsCaller: awaitsCaller)
        }
        waiting += 1
        incomplete += 1
        return (Ticket(lane: lane, place: place), wakeWorker())
    }

    /// A waiting caller offers to help with its batch; if it is admitted, ``endHelp(_:)`` must follow.
    ///
    /// If the pool has a worker for every CPU, the caller replaces one: it is one of the hands that the batch is worth.
    ///
    /// - Parameters:
    ///   - ticket: The batch.
    ///   - isUrgent: Whether it must help in any case: the workers are stuck, or the thread is one of the pool's own.
    ///   - isAnybodyLate: Whether a worker was woken long ago and has not come. It may be queued for the very CPU that
    ///     the caller is on; by going to sleep, the caller makes way for it.
    ///   - isAnybodyLost: Whether that was so long ago that it must be queued behind somebody else, and nobody should
    ///     count on it.
    ///   - inPlace: How many callers are decoding in place, on a CPU that this one does not get.
    /// - Returns: Whether it is admitted, and whom to wake: for the place kept for it if it is not, or in
    ///   place of a lost worker.
    mutating func help(
        _ ticket: Ticket,
        isUrgent: Bool,
        isAnybodyLate: Bool = false,
        isAnybodyLost: Bool = false,
        inPlace: Int = 0
    ) -> (isAdmitted: Bool, wake: Wake) {
        if isAnybodyLost { giveUpWaking() }
        let isAdmitted = isUrgent || !isAnybodyLate && atWork + inPlace < room
        let isHand = isAdmitted && helpersAreHands
        if isAdmitted { helping += 1 }
        changeQueue(of: ticket.lane) { $0.meetCaller(at: ticket.place, isHand: isHand) }
        return (isAdmitted, isAdmitted && !isAnybodyLost ? .nobody : wakeWorker())
    }

    /// A caller that helped has stopped.
    ///
    /// The lane is not charged for its help: the time was the caller's own.
    mutating func endHelp(_ departure: Departure) -> Wake {
        helping -= 1
        settle(departure, hands: helpersAreHands ? 1 : 0)
        let wake = callCoordinatorIfDrained()
        return wake == .nobody ? wakeWorker() : wake
    }

    /// The batch was cancelled, so nothing of it is left to claim.
    ///
    /// `isCompletion` says whether the cancelling thread also completed it: whoever was inside last completes a batch,
    /// once.
    mutating func exhaust(_ ticket: Ticket, isCompletion: Bool) -> Wake {
        remove(ticket)
        if isCompletion { incomplete -= 1 }
        return callCoordinatorIfDrained()
    }

    // MARK: Workers

    /// A worker is free: it has just started, was woken, or comes from a batch.
    mutating func ready(_ worker: WorkerID, _ departure: Departure?) -> (assignment: Assignment<Batch>, wake: Wake) {
        switch workers[worker].state {
        case .waking:
            waking -= 1
            wakingEpoch += 1
        case .lost: break
        case .busy(let lane): leave(lane)
        case .parked, .stopped:
            preconditionFailure("worker \(worker) is at work while it is taken for parked or stopped")
        }
        if let departure {
            fairShare.charge(departure.ticket.lane, nanoseconds: departure.charge)
            settle(departure, hands: 1)
        }
        if let batch = grant(worker) { return (.work(batch), fanOut()) }
        if isDraining && waiting == 0 {
            workers[worker].state = .stopped
            stopped += 1
            return (.stop, callCoordinatorIfDrained())
        }
        workers[worker].state = .parked
        parked.append(worker)
        return (.park, .nobody)
    }

    /// The owners whose workspaces the worker has to release; each is reported once.
    mutating func takeReleased(_ worker: WorkerID) -> [WorkspaceOwner] {
        guard !workers[worker].released.isEmpty else { return [] }
        defer { workers[worker].released = [] }
        return workers[worker].released
    }

    /// The worker keeps a workspace of `owner`.
    mutating func keep(_ owner: WorkspaceOwner, by worker: WorkerID) {
        keepers[owner, default: []].append(worker)
    }

    /// The owner is gone: every worker that keeps a workspace of it has to release it, parked ones too.
    mutating func release(_ owner: WorkspaceOwner) -> Wake {
        guard let workersThatKeep = keepers.removeValue(forKey: owner) else { return .nobody }
        var isAnyParked = false
        for worker in workersThatKeep {
            workers[worker].released.append(owner)
            if case .parked = workers[worker].state { isAnyParked = true }
        }
        return isAnyParked ? callCoordinator() : .nobody
    }

    // MARK: The coordinator

    /// Accepts nothing more; the workers stop once everything is exhausted.
    mutating func shutDown() -> Wake {
        guard !isDraining else { return .nobody }
        isDraining = true
        return callCoordinator()
    }

    /// The coordinator was called: it takes as many parked workers as there is something to do for.
    ///
    /// - Returns: The workers to wake.
    mutating func match() -> [WorkerID] {
        isCoordinatorCalled = false
        var woken: [WorkerID] = []
        if isDraining && waiting == 0 {
            woken = parked
            parked = []
        } else {
            let burdened = parked.filter { !workers[$0].released.isEmpty }
            if !burdened.isEmpty { parked.removeAll { !workers[$0].released.isEmpty } }
            woken = burdened
            let more = min(max(0, demand - waking - woken.count), parked.count)
            woken += parked.suffix(more).reversed()
            parked.removeLast(more)
        }
        for worker in woken { workers[worker].state = .waking }
        waking += woken.count
        return woken
    }

    // MARK: Wakes

    /// For a batch that comes in: wakes one parked worker, unless those on their way cover the demand.
    private mutating func wakeWorker() -> Wake {
        guard demand > waking, let worker = parked.popLast() else { return .nobody }
        workers[worker].state = .waking
        waking += 1
        return .worker(worker)
    }

    /// For a worker that has just been given a batch: wakes the next one, or the coordinator if several are needed.
    private mutating func fanOut() -> Wake {
        min(demand - waking, parked.count) > 1 ? callCoordinator() : wakeWorker()
    }

    /// The woken workers do not come, since they are queued for CPUs that others have: nobody counts on them any more.
    private mutating func giveUpWaking() {
        for worker in workers.indices {
            if case .waking = workers[worker].state { workers[worker].state = .lost }
        }
        waking = 0
        wakingEpoch += 1
    }

    private mutating func callCoordinator() -> Wake {
        guard !isCoordinatorCalled else { return .nobody }
        isCoordinatorCalled = true
        return .coordinator
    }

    /// When the lanes of a draining pool are empty, the parked workers must stop; when all have, so must the
    /// coordinator.
    private mutating func callCoordinatorIfDrained() -> Wake {
        guard isDraining, waiting == 0, isOver || !parked.isEmpty else { return .nobody }
        return callCoordinator()
    }

    // MARK: Lanes and workers

    /// Threads that have, or will soon want, a CPU.
    private var atWork: Int { busy + waking + helping }

    /// Whether a caller that helps takes the place of a worker.
    private var helpersAreHands: Bool { workers.count >= room }

    /// Gives the worker the batch whose turn it is.
    private mutating func grant(_ worker: WorkerID) -> Batch? {
        guard let lane = fairShare.first else { return nil }
        fairShare.give(lane)
        lanes[lane].hands += 1
        busy += 1
        workers[worker].state = .busy(lane: lane)
        return changeQueue(of: lane) { $0.takeHand() }
    }

    private mutating func leave(_ lane: Int) {
        lanes[lane].hands -= 1
        busy -= 1
    }

    private mutating func settle(_ departure: Departure, hands: Int) {
        let ticket = departure.ticket
        changeQueue(of: ticket.lane) {
            $0.returnHands(
                hands,
                at: ticket.place,
                handsWanted: departure.handsWanted,
                work: departure.work,
                used: departure.charge
            )
        }
        if departure.ending == .exhausted { remove(ticket) }
        if departure.isCompletion { incomplete -= 1 }
        vacateIfGone(ticket.lane)
    }

    private mutating func remove(_ ticket: Ticket) {
        // No user code runs here: whoever completes a batch holds a reference to it, and has already released its
        // payloads, decoder and results. For a completed batch, this may be the last reference.
        guard changeQueue(of: ticket.lane, { $0.remove(at: ticket.place) }) != nil else { return }
        waiting -= 1
        vacateIfGone(ticket.lane)
    }

    /// Changes a lane's queue, and updates the pool's demand and the lane's place in the fair share accordingly.
    @discardableResult
    private mutating func changeQueue<Value>(of lane: Int, _ body: (inout LaneQueue<Batch>) -> Value) -> Value {
        demand -= lanes[lane].queue.demand
        defer {
            demand += lanes[lane].queue.demand
            if let part = lanes[lane].queue.nextPart {
                fairShare.insert(lane, part: part)
            } else {
                fairShare.remove(lane)
            }
        }
        return body(&lanes[lane].queue)
    }

    private mutating func vacateIfGone(_ lane: Int) {
        guard lanes[lane].isClosing, lanes[lane].queue.count == 0, lanes[lane].hands == 0 else { return }
        lanes[lane].isClosing = false
        vacantLanes.append(lane)
    }
}
