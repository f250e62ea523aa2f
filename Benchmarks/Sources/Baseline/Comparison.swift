// What is measured against what is kept: which figure is worse, and by how much it may be.

import Foundation

struct Comparison {
    private enum Verdict: String {
        case good = "as kept"
        case better = "better: record it"
        case worse = "WORSE"
        case new = "not kept: record it"
        case elsewhere = "not compared: another platform"
    }

    private struct Row {
        let name: String
        let kept: Double?
        let measured: Double
        let verdict: Verdict
    }

    private let rows: [Row]
    private let platforms: (kept: Platform, current: Platform)

    init(kept: KeptFigures, measured: Figures, platform: Platform = .current) {
        platforms = (kept.platform, platform)
        rows = measured.values.sorted { $0.key < $1.key }
            .map { name, value in
                let figure = kept.figures[name]
                // A ratio holds on every platform.
                let isComparable = kept.platform == platform || !name.contains("instructions a ")
                guard let figure else { return Row(name: name, kept: nil, measured: value, verdict: .new) }
                guard isComparable else { return Row(name: name, kept: figure, measured: value, verdict: .elsewhere) }
                let margin = kept.margins.margin(of: name, figure)
                let verdict: Verdict = value > figure + margin ? .worse : value < figure - margin ? .better : .good
                return Row(name: name, kept: figure, measured: value, verdict: verdict)
            }
    }

    /// Whether nothing is worse, and everything has a figure to be compared with.
    var isGood: Bool { !rows.contains { $0.verdict == .worse || $0.verdict == .new } }

    var table: String {
        var lines = rows.map { row in
            let kept = row.kept.map { String(format: "%12.3f", $0) } ?? "           -"
            let name = row.name.padding(toLength: 58, withPad: " ", startingAt: 0)
            return "\(name)\(kept)\(String(format: "%12.3f", row.measured))  \(row.verdict.rawValue)"
        }
        lines.insert("what".padding(toLength: 58, withPad: " ", startingAt: 0) + "        kept    measured", at: 0)
        if platforms.kept != platforms.current {
            lines.append("kept on \(platforms.kept), measured on \(platforms.current): record them there too")
        }
        return lines.joined(separator: "\n")
    }
}
