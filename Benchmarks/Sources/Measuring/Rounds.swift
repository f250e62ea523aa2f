// Contestants in interleaved rounds, and what their figures amount to.

import Foundation

/// The figures of several contestants, round by round.
package struct Rounds {
    package private(set) var names: [String] = []
    private var figures: [String: [Double]] = [:]

    package init() {}

    package mutating func add(_ name: String, _ figure: Double) {
        if figures[name] == nil { names.append(name) }
        figures[name, default: []].append(figure)
    }

    package func spread(_ name: String) -> Spread { Spread(figures[name] ?? []) }

    package func median(_ name: String) -> Double { spread(name).median }

    /// The rounds' ratios, each taken within its round; nil where one of the two has no figures.
    package func ratio(_ name: String, to other: String) -> Spread? {
        let ratios = zip(figures[name] ?? [], figures[other] ?? []).map { $0 / $1 }
        return ratios.isEmpty ? nil : Spread(ratios)
    }

    /// Prints each contestant's figures, and each subject's ratio to every other.
    package func report(_ title: String, unit: String, subjects: [String]) {
        print("\n\(title) [\(unit)], \(figures.values.map(\.count).max() ?? 0) rounds")
        for name in names {
            let spread = spread(name)
            let line = name.padding(toLength: 44, withPad: " ", startingAt: 0)
            print(line + String(format: "%12.3f  (%.3f to %.3f)", spread.median, spread.p10, spread.p90))
        }
        for subject in subjects {
            for other in names where !subjects.contains(other) {
                guard let ratio = ratio(subject, to: other) else { continue }
                let text = String(format: "%.3f (%.3f to %.3f)", ratio.median, ratio.p10, ratio.p90)
                print("  \(subject) / \(other): \(text)")
            }
        }
    }
}
