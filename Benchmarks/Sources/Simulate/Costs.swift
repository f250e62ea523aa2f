/// What each step costs, in nanoseconds.
struct Costs {
    /// The lock's time for a batch that comes in.
    var submit: Double
    /// The lock's time for a worker that announces itself.
    var ready: Double
    /// What it takes to get the lock and what it guards from another core.
    var transfer: Double
    /// A worker's time for a batch outside the lock, decoding apart: to begin, to settle, to complete it.
    var stint: Double
    /// To claim a slice, and to look at the clock.
    var claim: Double
    /// What it takes the thread that wakes another.
    var wake: Double
    /// How long after it begins to, the other one runs.
    var wakeLatency: Double

    /// As measured for the README beside this package; `simulate costs` measures them again.
    static let measured = Costs(
        submit: 80,
        ready: 300,
        transfer: 150,
        stint: 750,
        claim: 50,
        wake: 7000,
        wakeLatency: 6000
    )
}
