/// Who owns a workspace.
///
/// Never reused within a pool.
enum WorkspaceOwner: Hashable, Sendable {
    /// A lane; the number is a serial, not its number in the coordination, which is reused.
    case lane(serial: Int)
    /// A plain batch, by its serial in the plain lane.
    case batch(serial: Int)
}
