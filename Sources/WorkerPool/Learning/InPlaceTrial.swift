// Whether a lane's short batches come back sooner when they are handed over.

import Synchronization

/// Compares the two ways for a batch whose caller would only wait for it: in place, or shared with the workers.
///
/// On paper two threads are twice as fast. But the second must be woken, which takes 5 to 150 µs, and two CPUs that
/// share hardware, or run other threads, are not two. So each way is taken for some batches in a row, timed from the
/// dispatch to the results in hand, and the better one is believed. In a row, since a worker that has slept long is
/// woken late: a single batch handed over among many that are not would say nothing about many. A wrong guess costs
/// only a little time, so a correction lost in a race does no harm.
final class InPlaceTrial: Sendable {
    /// A batch that takes one thread longer than two slices, in nanoseconds, is always shared: with other producers
    /// around, its thread would lose its CPU in the middle.
    static let longest = 2 * Slicing.target
    /// By what fraction sharing must be sooner for a second thread to be called; once called, it stays until sharing is
    /// later.
    private static var worthwhile: Double { 0.1 }
    /// How many batches in a row go the other way, to see whether that has become the better one.
    private static var tries: Int { 16 }
    /// How many of the first batches handed over in a row do not count: the workers are still waking up.
    private static var warmUp: Int { 4 }
    /// The fewest and the most batches between two tries; doubled each time that nothing has changed.
    private static var shortestPeriod: Int { 64 }
    private static var longestPeriod: Int { 1024 }

    /// Nanoseconds per payload.
    private let inPlace = CostEstimate()
    private let handedOver = CostEstimate()
    private let isBetterInPlace = Atomic(false)
    /// Batches between two tries; the first choice doubles it.
    private let period = Atomic(shortestPeriod / 2)
    /// Batches until the better way is chosen anew; the last `tries` of them go the other way.
    private let left = Atomic(2 * tries)
    /// Batches handed over since the last one in place.
    private let streak = Atomic(0)

    /// Whether the next batch should be decoded in place.
    ///
    /// Even then, some are handed over to see whether their callers still come at once (``Attendance``).
    func prefersInPlace() -> Bool {
        let left = left.subtract(1, ordering: .relaxed).newValue
        if left == 0 { choose() }
        let isTry = 1...Self.tries ~= left
        return isBetterInPlace.load(ordering: .relaxed) != isTry
    }

    private func choose() {
        let last = isBetterInPlace.load(ordering: .relaxed)
        var next = last
        if let alone = inPlace.nanoseconds, let shared = handedOver.nanoseconds {
            next = shared > (last ? 1 - Self.worthwhile : 1) * alone
        }
        isBetterInPlace.store(next, ordering: .relaxed)
        let period = next == last ? min(2 * period.load(ordering: .relaxed), Self.longestPeriod) : Self.shortestPeriod
        self.period.store(period, ordering: .relaxed)
        left.store(period + Self.tries, ordering: .relaxed)
    }

    func note(inPlace nanoseconds: UInt64, payloads: Int) {
        streak.store(0, ordering: .relaxed)
        note(nanoseconds, payloads, inPlace)
    }

    func note(handedOver nanoseconds: UInt64, payloads: Int) {
        guard streak.add(1, ordering: .relaxed).newValue > Self.warmUp else { return }
        note(nanoseconds, payloads, handedOver)
    }

    /// Moves an average; a batch counts for at most eight decoded in place, so that a thread that lost its CPU for a
    /// time slice does not decide alone, but one that keeps losing it does.
    private func note(_ nanoseconds: UInt64, _ payloads: Int, _ estimate: borrowing CostEstimate) {
        let measured = Double(nanoseconds) / Double(payloads)
        let most = inPlace.nanoseconds.map { 8 * $0 } ?? measured
        estimate.observe(min(measured, most), up: 0.125, down: 0.125)
    }
}
