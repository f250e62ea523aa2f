/// In what role a thread decodes, and so what makes it leave a job before it is exhausted.
enum Role {
    /// Leaves when it has been wanted elsewhere for a quantum of time.
    case worker(Checkpoint)
    /// A caller that waits for the job: leaves when it is in the way.
    case helper(Checkpoint)
    /// Stays: a worker that waits inside a decoder, or a caller whose batch the workers cannot reach.
    case committed

    /// How long a worker goes on while other lanes wait, in nanoseconds: long enough to make the change cheap (another
    /// decoder, another workspace, cold caches: some microseconds in all), short enough for those that wait.
    static let quantum: UInt64 = 300_000

    /// Passes the checkpoint after a slice, and notes in the stint whether another lane waits.
    ///
    /// - Returns: Whether to leave.
    func pass(_ stint: inout Stint, at time: UInt64) -> Bool {
        switch self {
        case .worker(let checkpoint):
            guard checkpoint.passWorker() else {
                stint.isContended = false
                return false
            }
            stint.isContended = true
            return stint.charge >= Self.quantum
        case .helper(let checkpoint): return checkpoint.passHelper(at: time)
        case .committed: return false
        }
    }
}
