// Shorthand in which the tests tell the state machine what happens.

@testable import WorkerPool

extension CoordinationStateMachine {
    /// A machine whose workers have all started and parked, the highest last.
    init(parked workers: Int, room: Int = .max) {
        self.init(workers: workers, room: room)
        for worker in 0..<workers { _ = ready(worker, nil) }
    }

    /// Submits a batch, the only one, and lets `workers`, which are woken in this order, take it.
    mutating func grant(_ batch: Batch, lane: Int, to workers: [WorkerID]) -> Ticket {
        let ticket = submit(batch, lane: lane, hands: workers.count)!.ticket
        for worker in workers { _ = ready(worker, nil) }
        return ticket
    }

    mutating func releases(of worker: WorkerID) -> [WorkspaceOwner] { takeReleased(worker) }
}

extension LaneQueue {
    mutating func append(_ batch: Batch, handsWanted: Int) -> Int {
        append(batch, handsWanted: handsWanted, work: 0, awaitsCaller: false)
    }

    mutating func append(_ batch: Batch, handsWanted: Int, work: UInt64) -> Int {
        append(batch, handsWanted: handsWanted, work: work, awaitsCaller: false)
    }

    mutating func append(_ batch: Batch, handsWanted: Int, awaitsCaller: Bool) -> Int {
        append(batch, handsWanted: handsWanted, work: 0, awaitsCaller: awaitsCaller)
    }

    mutating func returnHands(_ count: Int, at place: Int, handsWanted: Int) {
        returnHands(count, at: place, handsWanted: handsWanted, work: 0, used: 0)
    }
}

extension FairShare {
    mutating func insert(_ lane: Int) { insert(lane, part: 0) }

    /// The lane is given a worker, which comes back after `nanoseconds`.
    mutating func use(_ lane: Int, nanoseconds: UInt64) {
        give(lane)
        charge(lane, nanoseconds: nanoseconds)
    }
}

extension Departure {
    init(
        from ticket: Ticket,
        _ ending: Stint.Ending,
        nanoseconds: UInt64 = 1000,
        handsWanted: Int = 1,
        work: UInt64 = 0,
        isCompletion: Bool = false
    ) {
        self.init(
            ticket: ticket,
            ending: ending,
            charge: nanoseconds,
            handsWanted: handsWanted,
            work: work,
            isCompletion: isCompletion
        )
    }
}

extension Assignment {
    var batch: Batch? {
        guard case .work(let batch) = self else { return nil }
        return batch
    }

    var isPark: Bool {
        guard case .park = self else { return false }
        return true
    }

    var isStop: Bool {
        guard case .stop = self else { return false }
        return true
    }
}
