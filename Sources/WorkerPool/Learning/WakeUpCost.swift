// What it takes to wake a worker.

/// An estimate that the workers correct whenever they are woken.
struct WakeUpCost: ~Copyable, Sendable {
    /// In nanoseconds: a wake-up that takes longer waits for a CPU, which costs its caller nothing.
    static var dearest: Double { 15_000 }
    /// In nanoseconds: a worker that still looks is woken for less, but not every time.
    private static var cheapest: Double { 3_000 }

    /// Begins with what was measured elsewhere.
    private let estimate = CostEstimate(nanoseconds: 7_000)

    /// A batch that is expected to take no longer than this many nanoseconds is not worth a wake-up.
    var nanoseconds: Double { min(max(estimate.nanoseconds ?? Self.cheapest, Self.cheapest), Self.dearest) }

    func observe(nanoseconds: UInt64) {
        estimate.observe(Double(nanoseconds), up: 0.125, down: 0.125)
    }
}
