// What callers bring that wait for a batch, or end it.

extension StateMachine {
    /// A caller that waits for its batch offers to help; if it is admitted, ``endHelp(_:)`` must follow.
    ///
    /// It is admitted while there is a CPU for it. `mustHelp` says that it has to in any case: the workers are stuck, or
    /// the thread is a pool's own. If the pool has a worker for every CPU, the caller replaces one.
    mutating func help(_ ticket: Ticket, mustHelp: Bool) -> Effects {
        var effects = Effects()
        guard mustHelp || busy + waking + helping < cpus else { return effects }
        effects.isAdmitted = true
        helping += 1
        if callersReplaceWorkers {
            lanes[ticket.lane].queue.addHand(entry: ticket.entry, serial: ticket.serial)
            count(ticket.lane)
        }
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
        if !effects.callsCoordinator { wakeOne(&effects, for: demand) }
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

    /// Whether a caller that helps takes the place of a worker: more threads would find no CPU.
    private var callersReplaceWorkers: Bool { workers.count >= cpus }
}
