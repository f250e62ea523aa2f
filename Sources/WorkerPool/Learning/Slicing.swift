// How large the next slice is: sized by measured time, not by count.

@usableFromInline
enum Slicing {
    /// A slice this long makes its claim (some 0.1 µs) free and still lets a worker be called elsewhere soon.
    static let target = 150_000.0
    /// No slice is cut shorter than this for the sake of an even end.
    static let shortest = 10_000.0
    /// Work that takes less than this is not worth another worker's wake-up.
    static let worthAHand = 50_000.0
    /// A payload that takes less than this hardly waits for anything but its CPU.
    static let mayBlock = 100_000.0

    /// The most payloads that are decoded in place between two looks at the clock.
    @inlinable static var inPlace: Int { 16 }

    /// The number of payloads to claim, 1 to `remaining`.
    ///
    /// - Parameters:
    ///   - remaining: Payloads that nobody has claimed; at least 1.
    ///   - hands: How many threads share them. Nobody takes more than half of its share, so the end is even
    ///     (guided self-scheduling, Polychronopoulos and Kuck 1987), as far as `shortest` allows.
    ///   - cost: Nanoseconds a payload; nil where none was seen yet, then it is one payload.
    ///   - previous: The size of this thread's last slice, 0 for its first. An estimate that was made from few payloads
    ///     may be far off, so a slice is at most four times the last one.
    /// - Returns: The size of the slice.
    static func size(remaining: Int, hands: Int, cost: Double?, previous: Int) -> Int {
        guard let cost else { return 1 }
        let share = max(Double(remaining) / Double(2 * max(hands, 1)), shortest / cost)
        let size = min(share, target / cost, Double(remaining))
        let ramp = previous == 0 ? size / 4 : Double(previous) * 4
        return max(1, min(Int(min(size, ramp)), remaining))
    }

    /// How many threads a batch is worth, 1 to `workers`; of unknown cost, every one that finds a payload.
    ///
    /// More than there are CPUs only where payloads may block: of those that compute, each further thread adds a wake-up and takes the CPU of
    /// another.
    static func hands(remaining: Int, cost: Double?, workers: Int, cpus: Int) -> Int {
        guard let cost else { return max(1, min(remaining, workers)) }
        let most = min(remaining, cost < mayBlock ? min(workers, cpus) : workers)
        let wanted = (Double(remaining) * cost / worthAHand).rounded(.up)
        return max(1, Int(min(wanted, Double(most))))
    }
}
