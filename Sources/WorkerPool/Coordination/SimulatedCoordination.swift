// What a simulation outside this module sees of the coordination: the state machine itself, and the sizes of slices.

/// The pool's state machine, making decisions for workers that do not exist.
///
/// Users do not see it; `Benchmarks/` does, as `@_spi(Simulation)`. It wraps the machine so that the machine and its
/// types stay internal: the pool's own calls are specialised for them, and tests need nothing more to see them.
@_spi(Simulation)
public struct SimulatedCoordination<Batch> {
    /// Whom the thread that brought the event has to wake.
    public enum Wake {
        case nobody
        case worker(Int)
        case coordinator

        init(_ wake: CoordinationStateMachine<Batch>.Wake) {
            switch wake {
            case .nobody: self = .nobody
            case .worker(let worker): self = .worker(worker)
            case .coordinator: self = .coordinator
            }
        }
    }

    /// Where a batch stands.
    public struct Place {
        let ticket: Ticket
    }

    private var machine: CoordinationStateMachine<Batch>

    /// A pool of `workers`, all on their way to their first event.
    public init(workers: Int) { machine = CoordinationStateMachine(workers: workers) }

    /// How long a worker goes on while ``wantsRecall``, in nanoseconds.
    public static var quantum: Double { Double(Role.quantum) }

    /// Whether a worker that has been busy for a quantum should leave its batch.
    public var wantsRecall: Bool { machine.wantsRecall }

    /// A producer comes.
    ///
    /// - Returns: Its lane.
    public mutating func openLane() -> Int { machine.openLane() }

    /// A batch comes in that will take one worker `work` nanoseconds.
    public mutating func submit(_ batch: Batch, lane: Int, hands: Int, work: UInt64) -> (place: Place, wake: Wake) {
        guard let (ticket, wake) = machine.submit(batch, lane: lane, hands: hands, work: work) else {
            preconditionFailure("nobody shuts a simulation down")
        }
        return (Place(ticket: ticket), Wake(wake))
    }

    /// A worker has started, or was woken.
    ///
    /// - Returns: Its batch; nil if it parks.
    public mutating func ready(_ worker: Int) -> (batch: Batch?, wake: Wake) { announce(worker, nil) }

    /// A worker comes from the batch at `place`.
    ///
    /// Its lane is charged `nanoseconds`; if `isExhausted` is false it was called away with `work` nanoseconds left.
    ///
    /// - Returns: Its next batch; nil if it parks.
    public mutating func ready(
        _ worker: Int,
        from place: Place,
        nanoseconds: UInt64,
        handsWanted: Int,
        work: UInt64,
        isExhausted: Bool,
        isCompletion: Bool
    ) -> (batch: Batch?, wake: Wake) {
        announce(
            worker,
            Departure(
                ticket: place.ticket,
                ending: isExhausted ? .exhausted : .calledAway,
                charge: nanoseconds,
                handsWanted: handsWanted,
                work: work,
                isCompletion: isCompletion
            )
        )
    }

    /// The coordinator was called.
    ///
    /// - Returns: The workers to wake.
    public mutating func match() -> [Int] { machine.match() }

    private mutating func announce(_ worker: Int, _ departure: Departure?) -> (batch: Batch?, wake: Wake) {
        let (assignment, wake) = machine.ready(worker, departure)
        guard case .work(let batch) = assignment else { return (nil, Wake(wake)) }
        return (batch, Wake(wake))
    }

    /// How many workers a batch is worth; see `Slicing`.
    public static func hands(payloads: Int, cost: Double, workers: Int) -> Int {
        Slicing.hands(remaining: payloads, cost: cost, workers: workers, cpus: workers)
    }

    /// How many payloads the next slice has; see `Slicing`.
    public static func sliceSize(remaining: Int, hands: Int, cost: Double, previous: Int) -> Int {
        Slicing.size(remaining: remaining, hands: hands, cost: cost, previous: previous)
    }
}
