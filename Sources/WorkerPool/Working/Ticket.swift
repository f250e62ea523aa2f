/// Where a batch stands in the work queue: its lane, and its place there.
///
/// Places of a lane are never used twice.
struct Ticket: Hashable, Sendable {
    let lane: Int
    let place: Int
}

/// Which worker, counted from 0.
typealias WorkerID = Int

/// To whom a workspace belongs.
///
/// Never used twice in a pool.
@usableFromInline
enum WorkspaceOwner: Hashable, Sendable {
    /// A lane; the number is a serial, not the lane's place in the coordination, which is used again.
    case lane(serial: Int)
    /// A plain batch, by its place in the plain lane.
    case batch(place: Int)
}
