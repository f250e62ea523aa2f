// How large the next slice is: by measured time, not by count.

@usableFromInline
enum Slicing {
    /// A slice this long makes its claim (some 0.1 µs) negligible, and still lets a worker be called elsewhere soon.
    static let target = 150_000.0
    /// No slice is cut shorter than this just to make the threads finish together.
    static let shortest = 10_000.0
    /// Work that takes less than this is not worth waking another worker.
    static let worthAHand = 50_000.0
    /// A payload that takes less than this hardly waits for anything but its CPU.
    static let mayBlock = 100_000.0

    /// The most payloads decoded in place between two readings of the clock.
    @inlinable static var inPlace: Int { 16 }

    /// The number of payloads to claim, 1 to `remaining`.
    ///
    /// - Parameters:
    ///   - remaining: Payloads that nobody has claimed; at least 1.
    ///   - hands: How many threads share them. Nobody takes more than half of its share, so that all finish together
    ///     (guided self-scheduling, Polychronopoulos and Kuck 1987), as far as `shortest` allows.
    ///   - cost: Nanoseconds per payload; nil if none was measured yet, then the size is 1.
    ///   - previous: The size of this thread's last slice, 0 for its first. An estimate from few payloads may be far
    ///     off, so the first slice is a quarter of what it would be, a later one at most four times the last.
    /// - Returns: The size of the slice.
    static func size(remaining: Int, hands: Int, cost: Double?, previous: Int) -> Int {
        guard let cost else { return 1 }
        let share = max(Double(remaining) / Double(2 * max(hands, 1)), shortest / cost)
        let size = min(share, target / cost, Double(remaining))
        let ramp = previous == 0 ? size / 4 : Double(previous) * 4
        return max(1, min(Int(min(size, ramp)), remaining))
    }

    /// How many threads a batch is worth, 1 to `workers`; if its cost is unknown, as many as it has payloads.
    ///
    /// More than there are CPUs only if its payloads may block: of those that compute, each further thread costs a wake-up
    /// and takes another's CPU.
    static func hands(remaining: Int, cost: Double?, workers: Int, cpus: Int) -> Int {
        guard let cost else { return max(1, min(remaining, workers)) }
        let most = min(remaining, cost < mayBlock ? min(workers, cpus) : workers)
        let wanted = (Double(remaining) * cost / worthAHand).rounded(.up)
        return max(1, Int(min(wanted, Double(most))))
    }
}
