// Who dispatches, and what.

@testable import WorkerPool

extension VirtualPool {
    /// What a client dispatches.
    struct Load {
        /// Nanoseconds a payload.
        var cost: UInt64
        /// Payloads a batch.
        var payloads = 1
        /// How many batches it keeps in flight.
        var inFlight = 1
        /// From the end of a batch to the dispatch of the next, in nanoseconds.
        var pause: UInt64 = 0
        /// Whether it opens a lane for each batch, so that nobody knows what its payloads cost.
        var opensLanes = false
    }

    /// Its number in the machine, which the next may take, and one of its own.
    struct Lane {
        let number: Int
        let serial: Int
    }

    final class Client {
        let load: Load
        /// nil if it opens one for each batch.
        let lane: Lane?
        /// What its lane has learned of its payloads' cost.
        var cost: Double?
        /// How long its payloads were decoded, in nanoseconds.
        var used: UInt64 = 0
        /// What is not over yet.
        var batches: [Batch] = []
        /// Whether it dispatches the next batch when one is over.
        var goesOn = false

        init(_ load: Load, lane: Lane?) {
            self.load = load
            self.lane = lane
        }
    }

    /// A batch, with what its job would know.
    final class Batch {
        let client: Client
        let lane: Lane
        let dispatched: UInt64
        /// When the first worker came; nil while it waits.
        var begun: UInt64?
        var ticket = Ticket.none
        var unclaimed: Int
        /// Payloads that are not decoded, and workers inside; it is over when there is none.
        var inside: Int
        var cost: Double?
        var handsWanted = 1
        var owesFanOut = false
        var decoded = 0
        var nanoseconds: UInt64 = 0

        init(of client: Client, lane: Lane, at time: UInt64) {
            self.client = client
            self.lane = lane
            dispatched = time
            unclaimed = client.load.payloads
            inside = unclaimed
            cost = client.cost
        }

        /// How long the unclaimed rest will take one thread, as far as known.
        var work: UInt64 { cost.map { UInt64(Double(unclaimed) * $0) } ?? 0 }
    }

    /// What a worker is inside of.
    struct Stay {
        let batch: Batch
        /// When the worker came.
        let begun: UInt64
        var visit: Visit
        /// The slice, and when it is over.
        var slice = 0
        var end: UInt64 = 0
    }
}
