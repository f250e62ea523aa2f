// How long batches took, each by itself.

import Histogram

/// Durations of single batches, over all rounds, in a histogram of three digits' precision.
package struct Latencies: Sendable {
    private var histogram: Histogram<UInt64>

    package init() {
        histogram = Histogram(highestTrackableValue: 1_000_000_000_000, numberOfSignificantValueDigits: .three)
    }

    package mutating func record(nanoseconds: UInt64) { histogram.record(nanoseconds) }

    package var count: UInt64 { histogram.totalCount }

    /// Milliseconds below which `percent` of the durations lie.
    package func milliseconds(percent: Double) -> Double {
        Double(histogram.valueAtPercentile(percent)) / 1e6
    }

    /// Adds p50, p90, p99, p99.9 and the maximum, and how much worse p99 is than p50, where anything was recorded.
    package func add(to metrics: inout [String: Spread]) {
        guard count > 0 else { return }
        for (name, percent) in [("p50", 50.0), ("p90", 90), ("p99", 99), ("p99.9", 99.9), ("max", 100)] {
            metrics["\(name) ms"] = Spread(milliseconds(percent: percent))
        }
        metrics["p99 / p50"] = Spread(milliseconds(percent: 99) / milliseconds(percent: 50))
    }
}
