/// How a worker left a batch.
struct Departure {
    let ticket: Ticket
    let ending: Stint.Ending
    /// What the lane is charged, in nanoseconds.
    let charge: UInt64
    /// Hands that the batch is worth by now.
    let handsWanted: Int
    /// How long what nobody has claimed of the batch will take one thread, in nanoseconds; 0 where that is not known.
    let work: UInt64
    /// Whether this thread completed the batch; it publishes the results.
    let isCompletion: Bool
}
