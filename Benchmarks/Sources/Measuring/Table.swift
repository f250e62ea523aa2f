// Rows as a table that a person reads.

import Foundation

/// One table for each condition, a contestant a line.
public struct Table {
    private let result: ExperimentResult

    public init(_ result: ExperimentResult) { self.result = result }

    public func printOut() {
        print("\n\(result.title)  (\(result.name))")
        var seen: [[String: String]] = []
        for row in result.rows where !seen.contains(row.labels) {
            seen.append(row.labels)
            printGroup(row.labels, result.rows.filter { $0.labels == row.labels })
        }
    }

    private func printGroup(_ labels: [String: String], _ rows: [Row]) {
        let condition = labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let columns = Set(rows.flatMap(\.metrics.keys)).sorted(by: Self.comesBefore)
        var lines = [[condition] + columns]
        for row in rows {
            lines.append(
                [row.contestant] + columns.map { column in row.metrics[column].map { Self.text($0, column) } ?? "" }
            )
        }
        let widths = (0...columns.count).map { column in lines.map { $0[column].count }.max() ?? 0 }
        print("")
        for line in lines {
            let cells = zip(line, widths).enumerated()
                .map { column, cell in
                    let blank = String(repeating: " ", count: cell.1 - cell.0.count)
                    return column == 0 ? cell.0 + blank : blank + cell.0
                }
            print("  " + cells.joined(separator: "  "))
        }
    }

    /// Ratios and speeds with their spread; where a figure was taken once there is none to show.
    private static func text(_ spread: Spread, _ column: String) -> String {
        let hasSpread = column.contains("ratio") || column == "messages/s" || column.contains("ns")
        guard hasSpread, spread.p10 != spread.p90 else { return digits(spread.median) }
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
