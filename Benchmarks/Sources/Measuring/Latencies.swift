// How long batches took, each by itself.

import Histogram

/// Durations of single batches, over all rounds, in histograms of three digits' precision.
package struct Latencies: Sendable {
    private var histogram = Self.empty()
    /// In thousandths of the median of its turn.
    private var relative = Self.empty()

    package init() {}

    private static func empty() -> Histogram<UInt64> {
        Histogram(highestTrackableValue: 1_000_000_000_000, numberOfSignificantValueDigits: .three)
    }

    /// Adds the durations of one turn, in nanoseconds.
    package mutating func record(turn: [UInt64]) {
        let median = quantile(turn.map { Double($0) }, 0.5)
        for duration in turn {
            histogram.record(duration)
            relative.record(UInt64(Double(duration) / median * 1000))
        }
    }

    /// Milliseconds below which `percent` of the durations lie.
    package func milliseconds(percent: Double) -> Double {
        Double(histogram.valueAtPercentile(percent)) / 1e6
    }

    /// Adds p50, p90, p99, p99.9 and the maximum, and how much worse p99 is than p50, where anything was recorded.
    ///
    /// The last one is of durations each divided by the median of its turn, as all ratios here are taken within a round: the whole machine
    /// is faster in one than in another.
    package func add(to metrics: inout [String: Spread]) {
        guard histogram.totalCount > 0 else { return }
        for (name, percent) in [("p50", 50.0), ("p90", 90), ("p99", 99), ("p99.9", 99.9), ("max", 100)] {
            metrics["\(name) ms"] = Spread(milliseconds(percent: percent))
        }
        metrics["p99 / p50"] = Spread(Double(relative.valueAtPercentile(99)) / 1000)
    }
}
