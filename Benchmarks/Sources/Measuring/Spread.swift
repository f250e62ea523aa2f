// What many figures of one thing amount to.

import Foundation

/// The median of a figure over the rounds, and between what it mostly lay.
package struct Spread: Codable, Sendable {
    package var median: Double
    package var p10: Double
    package var p90: Double

    package init(_ values: [Double]) {
        median = quantile(values, 0.5)
        p10 = quantile(values, 0.1)
        p90 = quantile(values, 0.9)
    }

    /// A figure that was taken once, over all rounds.
    package init(_ value: Double) { self.init([value]) }
}

/// The value below which `share` of `values` lie, between its neighbours by their distance; not a number where there are none.
package func quantile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[below] }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
}
