/// How a worker left a batch.
struct Departure {
    let ticket: Ticket
    let ending: Stint.Ending
    /// What the lane is charged, in nanoseconds.
    let nanoseconds: UInt64
    /// Hands that the batch is worth by now.
    let handsWanted: Int
    /// Whether this thread completed the batch; it publishes the results.
    let isCompletion: Bool
}
