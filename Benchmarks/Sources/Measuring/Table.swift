// Rows as a table that a person reads.

import Foundation

/// One table for each decoder; a row's condition stands in front of its contestant.
package struct Table {
    private let result: ExperimentResult

    package init(_ result: ExperimentResult) { self.result = result }

    package func printOut() {
        print("\n\(result.title)  (\(result.name))")
        var decoders: [String?] = []
        for row in result.rows where !decoders.contains(row.labels["decoder"]) {
            decoders.append(row.labels["decoder"])
        }
        for decoder in decoders { printTable(result.rows.filter { $0.labels["decoder"] == decoder }) }
    }

    private func printTable(_ rows: [Row]) {
        let keys = Set(rows.flatMap(\.labels.keys)).sorted()
        let varying = keys.filter { key in Set(rows.map { $0.labels[key] }).count > 1 }
        let fixed = keys.filter { !varying.contains($0) }
        let columns = Set(rows.flatMap(\.metrics.keys)).sorted(by: Self.comesBefore)
        var lines = [varying + [""] + columns + ["rounds"]]
        for row in rows {
            let figures = columns.map { column in row.metrics[column].map(Self.text) ?? "" }
            lines.append(varying.map { row.labels[$0] ?? "" } + [row.contestant] + figures + ["\(row.rounds)"])
        }
        print("\n  " + fixed.map { "\($0) \(rows[0].labels[$0] ?? "")" }.joined(separator: ", "))
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        var condition: [String: String]?
        for (number, line) in lines.enumerated() {
            let labels = number > 0 ? rows[number - 1].labels : nil
            if labels != condition, rows.count > 2 { print("") }
            condition = labels
            let cells = line.indices.map { column in
                let blank = String(repeating: " ", count: widths[column] - line[column].count)
                return column <= varying.count ? line[column] + blank : blank + line[column]
            }
            print("  " + cells.joined(separator: "  "))
        }
    }

    /// With its spread; where a figure was taken once over all rounds there is none to show.
    private static func text(_ spread: Spread) -> String {
        guard spread.isWide else { return digits(spread.median) }
        return "\(digits(spread.median)) (\(digits(spread.p10))..\(digits(spread.p90)))"
    }

    /// Three or four figures that count.
    private static func digits(_ value: Double) -> String {
        guard abs(value) < 100_000 else { return String(format: "%.0fk", value / 1000) }
        let places =
            switch abs(value) {
            case 1000...: 0
            case 100..<1000: 1
            case 10..<100: 2
            default: 3
            }
        return String(format: "%.\(places)f", value)
    }

    /// Throughput, ratios, CPU, latencies in their order, and then whatever else there is.
    private static func comesBefore(_ one: String, _ other: String) -> Bool {
        let order = [
            "messages/s", "ratio to limit", "ratio to plain loop", "ratio to best other", "cpu ratio", "CPU µs/message",
            "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms", "p99 / p50",
        ]
        let places = [one, other].map { order.firstIndex(of: $0) ?? order.count }
        return places[0] == places[1] ? one < other : places[0] < places[1]
    }
}
