/// How a worker left a batch.
struct Departure {
    let ticket: Ticket
    let ending: Stint.Ending
    /// What the lane is charged, in nanoseconds.
    let charge: UInt64
    /// How many hands the batch is worth by now.
    let handsWanted: Int
    /// How long the unclaimed rest of the batch will take one thread, in nanoseconds; 0 if unknown.
    let work: UInt64
    /// Whether this thread completed the batch, and so publishes the results.
    let isCompletion: Bool
}
