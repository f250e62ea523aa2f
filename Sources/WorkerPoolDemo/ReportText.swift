// The report for people: a table, what it shows, and what became of the lines.

import Foundation
import WorkerPool

extension Report {
    var text: String {
        (title + table + conclusion + counts).joined(separator: "\n") + "\n"
    }

    private var title: [String] {
        let kibibytes = Double(lines.bytes) / 1024
        let size =
            kibibytes < 1024 ? String(format: "%.1f KiB", kibibytes) : String(format: "%.1f MiB", kibibytes / 1024)
        let rounds = plural(rounds, "round") + (repeated ? " of its lines repeated" : "")
        let means = "\(plural(workers, "worker")), batches of \(grouped(batchSize))"
        return ["\(input.printable): \(plural(lines.total, "line")), \(size); \(rounds); \(means)", ""]
    }

    private var table: [String] {
        guard rounds > 0 else { return [] }
        let rows = [(Contestant.plainLoop, plainLoop), (.pool, pool), (.taskGroup, taskGroup)]
        return [
            "                                    a 1 ms heartbeat woke late by, ms",
            "              messages/s     CPU s       p50       p99       max",
        ]
            + rows.map { contestant, row in
                contestant.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)
                    + padded(row.messagesPerSecond.map { grouped(Int($0)) }, to: 12)
                    + [row.cpuSeconds, row.heartbeat?.p50, row.heartbeat?.p99, row.heartbeat?.max]
                    .map { padded($0.map(fixed), to: 10) }
                    .joined()
            } + [""]
    }

    private var conclusion: [String] {
        guard let speed = medianSpeed else { return [] }
        var sentences = """
            The pool decoded at \(fixed(speed.timesPlainLoop)) times the plain loop's rate and \
            \(fixed(speed.timesTaskGroup)) times the task group's (one task a core).
            """
        if let beside = pool.heartbeat, let group = taskGroup.heartbeat {
            sentences += """

                Beside the pool, 99 of 100 heartbeats were at most \(fixed(beside.p99)) ms late; beside the task group, \
                \(fixed(group.p99)) ms.
                """
        }
        // A contestant that only computes has its CPUs to itself, if nobody else wants them.
        let cpus = Double(min(workers, WorkerPool.Configuration.availableCPUs))
        let loopShare = plainLoop.cpuSeconds / plainLoop.seconds
        let poolShare = pool.cpuSeconds / pool.seconds
        if loopShare < 0.95 || poolShare < 0.8 * cpus {
            sentences += """

                The plain loop had \(fixed(loopShare)) of 1 CPU and the pool \(fixed(poolShare)) of \(Int(cpus)): \
                if other programs were at work, the figures say little.
                """
        }
        return [sentences, ""]
    }

    private var counts: [String] {
        let condition = condition.map { " (where \($0.printable))" } ?? ""
        let sum = "\(grouped(lines.kept)) kept\(condition), \(grouped(lines.dropped)) dropped"
        return ["\(sum), \(grouped(lines.malformed)) malformed"]
            + firstMalformed.map { "  \($0.file.printable):\($0.line): \($0.reason.printable)" }
            + (firstMalformed.count < lines.malformed ? ["  ..."] : [])
    }
}

/// 1234567 as `1,234,567`.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce("") { text, index in
        text + (index > 0 && (digits.count - index) % 3 == 0 ? "," : "") + String(digits[index])
    }
}

private func plural(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

private func fixed(_ value: Double) -> String {
    String(format: "%.2f", value)
}

/// A figure in its column; a dash if nothing was measured.
private func padded(_ figure: String?, to width: Int) -> String {
    let figure = figure ?? "-"
    return String(repeating: " ", count: max(1, width - figure.count)) + figure
}
