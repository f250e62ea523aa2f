// Where workers announce that they are free, and what they are told.

/// Where workers announce that they are free, and learn what to do next.
protocol ReadyChannel: AnyObject, Sendable {
    /// Says that `worker` is free, and how its last batch ended; returns at once.
    func announce(_ worker: WorkerID, _ departure: Departure?) -> Announcement
    /// Says that `worker` keeps a workspace of `owner`, and must be told when to release it.
    func note(_ worker: WorkerID, keeps owner: WorkspaceOwner)
    /// Says how long a wake-up took.
    func note(wakeUp nanoseconds: UInt64)
    /// What a worker passes after each slice.
    var checkpoint: Checkpoint { get }
}

/// What a worker is to do next.
enum Assignment<Batch> {
    case work(Batch)
    case park
    case stop
}

/// What a worker is told.
struct Announcement {
    let assignment: Assignment<Job>
    /// Owners whose workspaces must be released, since their lane or batch is gone.
    let released: [WorkspaceOwner]
}
