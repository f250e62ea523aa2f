// What it takes to wake a worker.

/// An estimate that the workers correct whenever one was woken from sleep.
struct WakeUpCost: ~Copyable, Sendable {
    /// In nanoseconds: a longer wake-up is a wait for a CPU, which costs its caller nothing.
    static var dearest: Double { 15_000 }
    /// In nanoseconds: waking a worker that still looks for work costs less, but there is not always one.
    private static var cheapest: Double { 3_000 }

    /// Begins with a value measured elsewhere.
    private let estimate = CostEstimate(nanoseconds: 7_000)

    /// A batch expected to take no longer than this many nanoseconds is not worth a wake-up.
    var nanoseconds: Double { min(max(estimate.nanoseconds ?? Self.cheapest, Self.cheapest), Self.dearest) }

    func observe(nanoseconds: UInt64) {
        estimate.observe(Double(nanoseconds), up: 0.125, down: 0.125)
    }
}
