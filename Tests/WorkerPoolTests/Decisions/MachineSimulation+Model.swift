// Who and what is in the simulation, as simple as it can be told.

@testable import WorkerPool

extension MachineSimulation {
    /// A batch, with what the job of a real one knows.
    final class Batch {
        let number: Int
        let lane: Lane
        var ticket = Ticket.none
        var unclaimed: Int
        /// Payloads whose decoding has not ended, and threads inside.
        var inside: Int
        /// What its job would answer when asked how many hands it is worth.
        var handsWanted: Int

        // What the machine knows of it.
        /// Whether it waits in its lane.
        var isWaiting = false
        var heardHandsWanted: Int
        var hands = 0
        /// When a hand came back last while no more were wanted, counted by the lane.
        var left: Int?

        var demand: Int { isWaiting ? max(0, heardHandsWanted - hands) : 0 }

        init(number: Int, lane: Lane, payloads: Int, handsWanted: Int) {
            self.number = number
            self.lane = lane
            unclaimed = payloads
            inside = payloads
            self.handsWanted = handsWanted
            heardHandsWanted = handsWanted
        }

        func returnHands(_ count: Int, handsWanted: Int) {
            if demand == 0 {
                lane.lastLeft += 1
                left = lane.lastLeft
            }
            hands -= count
            heardHandsWanted = max(heardHandsWanted, handsWanted)
        }
    }

    final class Lane {
        let number: Int
        let owner: WorkspaceOwner
        var isHandleGone = false
        var isClosed = false
        /// Batches that are not completed.
        var incomplete = 0
        /// Batches that the machine holds, the oldest first.
        var batches: [Batch] = []
        var lastLeft = 0
        /// Those that the machine holds for busy with it.
        var workers = 0

        var demand: Int { batches.reduce(0) { $0 + $1.demand } }
        var isGone: Bool { isClosed && batches.isEmpty && workers == 0 }

        /// What its next worker is to get: of those that were begun and left, the one that was left first; else the
        /// oldest.
        var first: Batch? {
            let hungry = batches.filter { $0.demand > 0 }
            return hungry.filter { $0.left != nil }.min { $0.left! < $1.left! } ?? hungry.first
        }

        init(number: Int, owner: WorkspaceOwner) {
            self.number = number
            self.owner = owner
        }

        func forget(_ batch: Batch) {
            batch.isWaiting = false
            batches.removeAll { $0 === batch }
        }
    }

    struct Worker {
        enum State {
            /// Its thread is starting, or it was chosen to be woken: it announces itself in one of the next events.
            case onItsWay
            case parked
            /// Goes inside in one of the next events.
            case given(Batch)
            case inside(Stay)
            /// Is about to say what it has done.
            case outside(Stay)
            case stopped
        }

        var state = State.onItsWay
        /// Whether it was told that more workers are worth waking, and has not called them yet.
        var owesCall = false
        /// What it has to hear at its next announcement.
        var released: Set<WorkspaceOwner> = []
    }

    /// What a thread does between going inside and coming out.
    struct Stay {
        let batch: Batch
        var visit: Visit
        var claimed = 0
        var isLeaving = false

        init(_ batch: Batch, by visitor: Visit.Visitor) {
            self.batch = batch
            visit = Visit(by: visitor, of: batch.ticket, at: 0)
        }
    }

    /// A thread that is not the pool's.
    enum Caller {
        /// Is inside, and about to offer its help.
        case offering(Batch, mustHelp: Bool)
        /// Decodes until nothing is left or it is in the way.
        case helping(Stay)
        /// Is outside, and about to say so.
        case helped(Stay)
        /// Is inside, and about to take what nobody has claimed, or just to say that it waits.
        case ending(Batch, takesRest: Bool)
        /// Is outside, and about to say that the batch has ended.
        case ended(Batch, isCompletion: Bool)
    }
}
