// Who and what is in the simulation, as simple as it can be told.

@testable import WorkerPool

extension CoordinationSimulation {
    /// A batch, with what the job of a real one knows.
    final class Batch {
        let number: Int
        let lane: Lane
        var ticket = Ticket(lane: -1, place: -1)
        var unclaimed: Int
        var unfinished: Int
        /// What its job would answer when asked how many hands it is worth.
        var handsWanted: Int
        var isCancelled = false
        var isCompleted: Bool { unfinished == 0 }

        // What the coordination knows of it.
        var grantedHandsWanted: Int
        var hands = 0
        /// Whether one of the wanted hands is kept for the caller.
        var awaitsCaller = false

        var demand: Int { max(0, grantedHandsWanted - hands - (awaitsCaller ? 1 : 0)) }

        init(number: Int, lane: Lane, payloads: Int, handsWanted: Int) {
            self.number = number
            self.lane = lane
            unclaimed = payloads
            unfinished = payloads
            self.handsWanted = handsWanted
            grantedHandsWanted = handsWanted
        }
    }

    final class Lane {
        let number: Int
        let owner: WorkspaceOwner
        var isHandleGone = false
        var isClosed = false
        /// Batches that are not completed.
        var incomplete = 0
        /// Batches that the coordination holds, the oldest first.
        var batches: [Batch] = []
        /// Workers that the coordination holds for busy with it.
        var hands = 0

        var demand: Int { batches.reduce(0) { $0 + $1.demand } }
        var isGone: Bool { isClosed && batches.isEmpty && hands == 0 }

        init(number: Int, owner: WorkspaceOwner) {
            self.number = number
            self.owner = owner
        }
    }

    enum Worker {
        /// Its thread is starting, or it was chosen to be woken: it announces itself in one of the next events.
        case onItsWay
        /// On its way for so long that nobody counts on it.
        case lost
        case parked
        /// Inside a batch, with payloads claimed.
        case busy(Batch, claimed: Int)
        /// Has settled what it decoded, and is about to say so.
        case leaving(Batch, Departure)
        case stopped
    }

    /// A thread that is not the pool's: it decodes of one batch until that is exhausted, or it is in the way, and says so.
    struct Helper {
        let batch: Batch
        var claimed: Int
        var isCompletion = false
        var ending = Stint.Ending.exhausted
        var isLeaving: Bool { claimed == 0 }
    }
}
