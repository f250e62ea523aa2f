/// Where a batch stands in the work queue: its lane, and its place there.
///
/// A lane's places are never reused.
struct Ticket: Hashable, Sendable {
    let lane: Int
    let place: Int
}

/// Which worker, counted from 0.
typealias WorkerID = Int

/// Who owns a workspace.
///
/// Never reused within a pool.
@usableFromInline
enum WorkspaceOwner: Hashable, Sendable {
    /// A lane; the number is a serial, not its number in the coordination, which is reused.
    case lane(serial: Int)
    /// A plain batch, by its place in the plain lane.
    case batch(place: Int)
}
