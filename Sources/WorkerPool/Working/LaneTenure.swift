/// Lives as long as the lane's handle or any unfinished batch of it; its end gives up the lane's workspaces and number.
@usableFromInline
final class LaneTenure: Sendable {
    /// The lane's number in the coordination.
    let number: Int
    /// The owner of its batches' workspaces; nil for plain dispatches, where each batch owns its own.
    let owner: WorkspaceOwner?
    let experience: LaneExperience
    private let end: @Sendable (_ lane: Int) -> Void

    init(number: Int, owner: WorkspaceOwner?, end: @escaping @Sendable (_ lane: Int) -> Void) {
        self.number = number
        self.owner = owner
        self.end = end
        experience = LaneExperience(isOfOneKind: owner != nil)
    }

    deinit { end(number) }
}
