/// Lives as long as the lane's handle or a batch of it that is not over; its end gives the lane's workspaces back.
@usableFromInline
final class LaneTenure: Sendable {
    /// The lane's number in the coordination.
    let number: Int
    /// To whom the workspaces of its batches belong; nil for plain dispatches, where each batch has its own.
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
