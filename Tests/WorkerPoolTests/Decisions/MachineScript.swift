// Shorthand in which the tests tell the state machine what happens.

@testable import WorkerPool

/// Whom an event wakes: never more than one.
enum Call: Equatable {
    case nobody
    case worker(WorkerID)
    case coordinator
}

extension StateMachine where Address == WorkerID {
    /// A machine whose workers have all started and parked, the highest last.
    init(parked workers: Int, cpus: Int = 1000) {
        self.init(starting: workers, cpus: cpus)
        for worker in 0..<workers { _ = ready(worker, after: nil) }
    }

    /// A machine whose workers are all on their way.
    init(starting workers: Int, cpus: Int = 1000) { self.init(workers: Array(0..<workers), cpus: cpus) }

    mutating func submit(_ batch: Batch, lane: Int, hands: Int) -> Effects {
        submit(batch, lane: lane, hands: hands, work: 0)
    }

    /// Submits a batch, the only one that waits, and lets `workers`, which are woken in this order, take it.
    mutating func grant(_ batch: Batch, lane: Int, to workers: [WorkerID]) -> Ticket {
        let ticket = submit(batch, lane: lane, hands: workers.count).ticket!
        _ = fanOut()
        _ = match()
        for worker in workers { _ = ready(worker, after: nil) }
        return ticket
    }
}

extension StateMachine {
    var wantsRecall: Bool {
        var copy = self
        return copy.signals().wantsRecall
    }

    var isCrowded: Bool {
        var copy = self
        return copy.signals().isCrowded
    }
}

extension StateMachine.Effects where Address == WorkerID {
    var call: Call {
        precondition(wake == nil || !callsCoordinator, "one wake is all that an event may ask for")
        if callsCoordinator { return .coordinator }
        if let wake { return .worker(wake) }
        return .nobody
    }
}

extension StateMachine.Effects {
    /// The batch that the worker is given.
    var batch: Batch? {
        if case .decode(let batch, _) = next { batch } else { nil }
    }

    var isPark: Bool {
        if case .park = next { true } else { false }
    }

    var isStop: Bool {
        if case .stop = next { true } else { false }
    }
}

extension Visit {
    /// A visit that is over.
    static func over(
        _ ticket: Ticket,
        _ ending: Ending,
        by visitor: Visitor = .worker,
        nanoseconds: UInt64 = 1000,
        handsWanted: Int = 1,
        work: UInt64 = 0,
        isCompletion: Bool = false
    ) -> Visit {
        var visit = Visit(by: visitor, of: ticket, at: 0)
        _ = visit.add(1, until: nanoseconds)
        visit.ending = ending
        visit.handsWanted = handsWanted
        visit.work = work
        visit.isCompletion = isCompletion
        return visit
    }
}
