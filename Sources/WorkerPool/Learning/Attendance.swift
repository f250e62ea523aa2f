// What a lane has seen of the callers that wait for its batches.

import Synchronization

/// Whether a lane's callers come and help to decode their batches, and whether they come at once.
///
/// Learned from the last batches. A wrong guess costs only a little time, so a correction lost in a race does no harm.
struct Attendance: ~Copyable, Sendable {
    /// The most batches decoded in place between two that are handed over.
    private static var longestSpan: Int { 256 }

    private let helps = Atomic(false)
    /// How many batches are decoded in place before one is handed over, to see whether its caller still comes at once.
    private let span = Atomic(0)
    private let left = Atomic(0)

    /// Whether the next batch's caller will probably come while something of it is left, and decode.
    var expectsHelp: Bool { helps.load(ordering: .relaxed) }

    /// A batch that was handed over is completed; `cameAtOnce` is nil if that is unknown.
    ///
    /// A single caller that comes late may have lost its CPU on the way, so it only cuts the span to an eighth: it
    /// takes three to bring the longest span to 0.
    func note(hasHelped: Bool, cameAtOnce: Bool?) {
        helps.store(hasHelped, ordering: .relaxed)
        guard let cameAtOnce else { return }
        let last = span.load(ordering: .relaxed)
        let next = cameAtOnce ? min(max(1, 2 * last), Self.longestSpan) : last / 8
        span.store(next, ordering: .relaxed)
        left.store(next, ordering: .relaxed)
    }

    /// Whether to decode the next batch in place, since its caller would only wait for it; uses up one of `left`.
    func takeInPlace() -> Bool {
        guard left.load(ordering: .relaxed) > 0 else { return false }
        return left.subtract(1, ordering: .relaxed).oldValue > 0
    }
}
