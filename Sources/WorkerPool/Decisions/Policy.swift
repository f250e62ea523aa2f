/// Every tuned number of the pool, and what is decided by them alone, without the lock.
///
/// Times are in nanoseconds. All were measured on two shared virtual CPUs, by the commands named, in `Benchmarks/`; what
/// else was tried stands in its `Notes`.
@usableFromInline
enum Policy {
    // MARK: Slices: `talk four-patterns cpu-efficiency`

    /// A slice this long makes its claim, some 100 ns, negligible; a worker can be called elsewhere after each.
    static let slice = 150_000.0
    /// No slice is cut shorter than this just so that the threads of a batch finish together.
    static let shortestSlice = 10_000.0
    /// Work that takes less than this is not worth one more thread, whose wake-up costs half as much.
    static let worthAHand = 50_000.0
    /// For so long, and a slice, a worker decodes alone before it calls others for a batch that nobody waits for yet: a
    /// woken thread may be put on the CPU of whoever dispatched, and takes it for milliseconds: `targets dispatch-cost`.
    static let alone: UInt64 = 50_000
    /// A payload that takes longer than this may block, and batches of such may have more threads than there are CPUs:
    /// `talk scaling`, 16 workers on two CPUs.
    static let mayBlock = 100_000.0

    /// How many threads a batch is worth, 1 to `workers`; if its cost is unknown, as many as it has payloads.
    ///
    /// More than there are CPUs only if its payloads may block: of those that compute, each further thread costs a
    /// wake-up and takes another's CPU.
    static func hands(remaining: Int, cost: Double?, workers: Int, cpus: Int) -> Int {
        guard let cost else { return max(1, min(remaining, workers)) }
        let most = min(remaining, cost < mayBlock ? min(workers, cpus) : workers)
        let wanted = (Double(remaining) * cost / worthAHand).rounded(.up)
        return max(1, Int(min(wanted, Double(most))))
    }

    /// The number of payloads to claim, 1 to `remaining`.
    ///
    /// - Parameters:
    ///   - remaining: Payloads that nobody has claimed; at least 1.
    ///   - hands: How many threads share them. Nobody takes more than half of its share, so that all finish together
    ///     (guided self-scheduling, Polychronopoulos and Kuck 1987), as far as `shortestSlice` allows.
    ///   - cost: Nanoseconds a payload; nil if none was measured yet, then the size is 1.
    ///   - previous: The size of this thread's last slice, 0 for its first. An estimate from few payloads may be far
    ///     off, so the first slice is a quarter of what it would be, a later one at most four times the last.
    /// - Returns: The size of the slice.
    static func sliceSize(remaining: Int, hands: Int, cost: Double?, previous: Int) -> Int {
        guard let cost else { return 1 }
        let share = max(Double(remaining) / Double(2 * hands), shortestSlice / cost)
        let size = min(share, slice / cost, Double(remaining))
        let ramp = previous == 0 ? size / 4 : Double(previous) * 4
        return max(1, min(Int(min(size, ramp)), remaining))
    }

    // MARK: Turns: `talk contention mixed-sizes`, and the random histories of the tests

    /// How long a worker goes on while another lane waits: long enough to make the change (another decoder, workspace
    /// and caches; some microseconds) cheap, short enough for those that wait.
    static let quantum: UInt64 = 300_000
    /// A lane's turn is a batch, or this much of a longer one: equal batches up to it are not all begun at once.
    static let longestPart: UInt64 = 1_000_000
    /// Charged when a worker is given and corrected when it comes back, so that workers that become free at the same
    /// moment do not all choose the same lane.
    static let advance: UInt64 = 100_000
    /// A lane that begins to wait is at most this far behind the present: a part, so that one that only waited for its
    /// workers to come back loses nothing, and one that had all the workers it could use saves nothing up.
    static let largestCredit = longestPart
    /// A lane is at most this far ahead of the present: a payload that took minutes, or a stopped process, is not held
    /// against it for long.
    ///
    /// Less would let lanes with payloads of seconds have more than their share.
    static let largestLead: UInt64 = 1_000_000_000

    // MARK: In place: `talk crossover`, `targets round-trips`

    /// A batch that is handed over costs its caller about this much, and its results as much again; a cheaper one is
    /// decoded where it is dispatched.
    static let wakeUp = 7_000.0
    /// Of a caller that says that it waits, a batch up to this long is decoded in place: it is worth one thread only
    /// (``worthAHand``), so handing it over would add two wake-ups, some 30 µs, and save nothing.
    static let longestInPlace = worthAHand
    /// A batch in place that takes this many times what was expected is handed over, as far as it is left.
    static let patienceInPlace = 2.0
    /// The clock, some 30 ns, is read once in so many payloads.
    @inlinable static var payloadsBetweenLooks: Int { 16 }
    /// A task that has not suspended for this long, since all its batches were decoded in place, lets others run:
    /// `talk short-batches`.
    static let longestWithoutSuspension: UInt64 = 500_000

    // MARK: What a lane has learned: `talk crossover`

    /// What a lane believes that a payload costs, after a batch in which it cost `measured`.
    ///
    /// Cheapness is believed slowly and doubted fast: decoding a costly batch in place is worse than handing over a
    /// cheap one. One batch counts for at most four times the estimate: a thread that took a thousand times as long was
    /// without its CPU.
    static func learned(_ estimate: Double?, _ measured: Double) -> Double {
        guard let estimate else { return measured }
        return estimate + (min(measured, 4 * estimate) - estimate) * (measured > estimate ? 0.5 : 0.125)
    }

    /// What a batch believes that its payloads cost, after a slice in which they cost `measured`.
    static func corrected(_ estimate: Double?, _ measured: Double) -> Double {
        guard let estimate else { return measured }
        return estimate + (measured - estimate) * 0.25
    }

    // MARK: Waiting: `targets round-trips`, `talk contention`

    /// A thread that will wait looks for what it waits for this long, if its last wait was no longer, before it sleeps:
    /// being woken costs 5 µs hot, and 30 to 150 µs where the processor went to sleep too.
    static let linger: UInt64 = 100_000
    /// A thread that yields and is not back within this time shares its CPU, and had better sleep: a woken thread is
    /// put on a free CPU, but one that looks stays where it is.
    static let longestYield: UInt64 = 5_000
    /// A caller that sleeps looks up after this time, to decode its batch itself if the workers make no progress; then
    /// after twice as long each time, up to the longest: a long wait costs little, and is noticed soon if stuck.
    static let firstLookUp: UInt64 = 20_000_000
    static let longestLookUp: UInt64 = 160_000_000

    // MARK: Memory: `targets memory`

    /// A lane's queue grows by the room of so many batches, some 80 bytes each, and gives back as much whenever it is
    /// empty; it keeps the first.
    static let entriesInBlock = 1024
    /// In bytes; the coordinator runs no user code.
    static let coordinatorStack = 256 << 10
}
