// What many figures of one thing amount to.

import Foundation

/// The median of a figure over the rounds, and between what it mostly lay.
package struct Spread: Sendable {
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

    /// Whether there is anything between which the figure lay.
    package var isWide: Bool { p10 != median || p90 != median }
}

/// Written as one number or as `[median, p10, p90]`, of four figures each: no measurement here has more, and the file is to be kept.
extension Spread: Codable {
    package init(from decoder: any Decoder) throws {
        if let value = try? decoder.singleValueContainer().decode(Double.self) {
            (median, p10, p90) = (value, value, value)
        } else {
            var values = try decoder.unkeyedContainer()
            median = try values.decode(Double.self)
            p10 = try values.decode(Double.self)
            p90 = try values.decode(Double.self)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        if isWide {
            var values = encoder.unkeyedContainer()
            for value in [median, p10, p90] { try values.encode(Self.fourFigures(value)) }
        } else {
            var value = encoder.singleValueContainer()
            try value.encode(Self.fourFigures(median))
        }
    }

    private static func fourFigures(_ value: Double) -> Double { Double(String(format: "%.4g", value)) ?? value }
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
