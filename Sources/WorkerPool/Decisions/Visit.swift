/// One thread's visit to a batch: who it is, what it has done there, and how it ended.
///
/// The thread fills it in as it decodes; the state machine reads it when the thread comes back. A plain value.
struct Visit {
    enum Visitor {
        /// One of the pool's workers: leaves when it has been wanted elsewhere for a quantum.
        case worker
        /// A caller that waits for the batch: leaves when there is no CPU for it.
        case caller
        /// A caller that stays: a pool's own thread, or one whose batch the workers do not reach.
        case committedCaller
    }

    enum Ending {
        /// Nothing is left to claim.
        case exhausted
        /// The thread was wanted elsewhere, or was in the way.
        case recalled
        /// What is left turned out to be worth more threads.
        case understaffed
    }

    let visitor: Visitor
    let ticket: Ticket
    var ending = Ending.exhausted
    private(set) var payloads = 0
    /// The payloads of the last slice; 0 before the first.
    private(set) var lastSlice = 0
    /// Time spent decoding.
    private(set) var nanoseconds: UInt64 = 0
    /// What the lane is charged, in nanoseconds: how long another lane has now been waiting, and at least the last
    /// slice.
    ///
    /// Time that it used while no other lane waited was taken from nobody.
    private(set) var charge: UInt64 = 0
    private var isContended = false
    /// The clock at the end of the last slice; at first, when the thread came.
    private(set) var time: UInt64

    // Filled in when the thread leaves.

    /// How many threads the batch is worth by now.
    var handsWanted = 0
    /// How long the unclaimed rest of the batch will take one thread, in nanoseconds; 0 if unknown.
    var work: UInt64 = 0
    /// Whether this thread was the last inside, and so completed the batch.
    var isCompletion = false

    init(by visitor: Visitor, of ticket: Ticket, at time: UInt64) {
        self.visitor = visitor
        self.ticket = ticket
        self.time = time
    }

    /// A workspace was made until `now`: no payload took that time.
    mutating func skip(to now: UInt64) -> UInt64 {
        defer { time = now }
        return now - time
    }

    /// A slice of `count` payloads was decoded until `now`.
    ///
    /// - Returns: How long it took, in nanoseconds.
    mutating func add(_ count: Int, until now: UInt64) -> UInt64 {
        let duration = now - time
        payloads += count
        lastSlice = count
        nanoseconds += duration
        charge = isContended ? charge + duration : duration
        time = now
        return duration
    }

    /// Whether the thread is to leave after a slice, if another lane waits for a worker (`isRecalled`), or more threads
    /// are at work than have a CPU, some of them callers (`isCrowded`).
    mutating func leaves(isRecalled: Bool, isCrowded: Bool) -> Bool {
        switch visitor {
        case .worker:
            isContended = isRecalled
            return isRecalled && charge >= Policy.quantum
        case .caller: return isCrowded
        case .committedCaller: return false
        }
    }
}
