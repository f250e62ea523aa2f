// How long an experiment may take.

/// Time for rounds: as many as fit, and never fewer than the spread needs.
package struct Budget: Sendable {
    private let end: UInt64
    private let fewest: Int

    /// Begins now.
    package init(seconds: Double, fewest: Int = 7) {
        end = now() + UInt64(seconds * 1e9)
        self.fewest = fewest
    }

    /// Whether there is time for one more round after `done` of them.
    package func allowsRound(after done: Int) -> Bool { done < fewest || now() < end }
}
