// A lane's life, and what it has learned in it.

import Synchronization

/// Lives as long as the lane's handle or a batch of it that is not over; its end gives the lane's workspaces back.
@usableFromInline
final class LaneTenure: Sendable {
    /// The lane's number in the coordination.
    let number: Int
    /// To whom the workspaces of its batches belong; nil for plain dispatches, where each batch has its own.
    let owner: WorkspaceOwner?
    /// Nanoseconds a payload; nothing is learned of plain dispatches, which have all kinds of decoders.
    let payloadCost = CostEstimate()
    /// Nanoseconds a workspace.
    let workspaceCost = CostEstimate()
    let attendance = Attendance()
    private let end: @Sendable (_ lane: Int) -> Void

    init(number: Int, owner: WorkspaceOwner?, end: @escaping @Sendable (_ lane: Int) -> Void) {
        self.number = number
        self.owner = owner
        self.end = end
    }

    deinit { end(number) }

    /// Whether a batch of `count` is cheaper than `wakeUpCost`, as far as was seen, so that it is not worth one.
    func isCheaper(_ count: Int, than wakeUpCost: Double) -> Bool {
        guard let cost = payloadCost.nanoseconds else { return false }
        return Double(count) * cost + (workspaceCost.nanoseconds ?? 0) <= wakeUpCost
    }

    /// How long a batch of `count` will take one thread that waits for it, in nanoseconds, if it should not be handed over.
    ///
    /// That is so where its caller would come to wait for it at once, and it is worth no more than that one pair of hands: to hand it
    /// over would only add a wake-up. Where that is less than one part in fifty it is handed over all the same, so that no caller is
    /// held in its dispatch for longer than `50 * wakeUpCost`.
    func timeInPlace(_ count: Int, workers: Int, wakeUpCost: Double) -> Double? {
        guard let cost = payloadCost.nanoseconds, workspaceCost.nanoseconds ?? 0 < wakeUpCost else { return nil }
        let time = Double(count) * cost
        guard time < 50 * wakeUpCost, Slicing.hands(remaining: count, cost: cost, workers: workers) == 1 else {
            return nil
        }
        return attendance.takeInPlace() ? time : nil
    }

    /// Corrects the estimate.
    ///
    /// Cheapness is believed slowly and doubted fast: to decode a dear batch in place is worse than to hand over a
    /// cheap one.
    func learn(nanoseconds: UInt64, payloads: Int) {
        guard owner != nil, payloads > 0, nanoseconds > 0 else { return }
        payloadCost.observe(Double(nanoseconds) / Double(payloads), up: 0.5, down: 0.125)
    }
}
