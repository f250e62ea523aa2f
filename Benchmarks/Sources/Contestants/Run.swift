// What came of a run.

/// What a run of one contestant took.
package struct Run: Sendable {
    /// From the moment that all producers were let go to the end of the last.
    package var nanoseconds: UInt64
    package var cpuSeconds: Double
    package var messages: Int
    /// By producer: how long each batch took from its dispatch to its results.
    package var latencies: [[UInt64]]
}
