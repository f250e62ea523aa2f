// What came of a run.

/// What a run of one contestant took.
public struct Run: Sendable {
    /// From the moment that all producers were let go to the end of the last.
    public var nanoseconds: UInt64
    public var cpuSeconds: Double
    public var messages: Int
    /// By producer: how long each batch took from its dispatch to its results.
    public var latencies: [[UInt64]]
}
