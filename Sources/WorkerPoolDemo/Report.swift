// The figures shown at the end, as `--json` prints them.

import Foundation
import WorkerPool

struct Report: Codable, Equatable {
    struct Lines: Codable, Equatable {
        let total, bytes, kept, dropped, malformed: Int
    }

    struct Row: Codable, Equatable {
        let messages: Int
        let seconds, cpuSeconds: Double
        let messagesPerSecond: Double?
        let heartbeat: Lateness?
    }

    /// In milliseconds.
    struct Lateness: Codable, Equatable {
        let wakes: Int
        let p50, p99, max: Double
    }

    struct Speed: Codable, Equatable {
        let timesPlainLoop, timesTaskGroup: Double
    }

    let input: String
    let condition: String?
    let workers, batchSize, rounds: Int
    let repeated: Bool
    let lines: Lines
    let firstMalformed: [Tally.Malformed]
    let plainLoop, pool, taskGroup: Row
    let medianSpeed: Speed?

    init(_ comparison: Comparison<some WorkerPool.Decoder>, of input: Input) {
        let tally = comparison.tally
        let figures = comparison.figures
        self.input = input.name
        condition = input.condition?.description
        workers = comparison.workers
        batchSize = comparison.batchSize
        rounds = figures.rounds
        repeated = figures.isRepeated
        lines = Lines(
            total: tally.total,
            bytes: tally.bytes,
            kept: tally.kept,
            dropped: tally.dropped,
            malformed: tally.malformed
        )
        firstMalformed = tally.firstMalformed
        plainLoop = Row(figures.scores[.plainLoop]!)
        pool = Row(figures.scores[.pool]!)
        taskGroup = Row(figures.scores[.taskGroup]!)
        medianSpeed =
            rounds == 0
            ? nil
            : Speed(timesPlainLoop: median(figures.timesPlainLoop), timesTaskGroup: median(figures.timesTaskGroup))
    }

    var json: String {
        get throws(Complaint) {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            do {
                return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
            } catch {
                throw Complaint(.software, "the report cannot be encoded: \(error)")
            }
        }
    }
}

extension Report.Row {
    fileprivate init(_ score: Figures.Score) {
        messages = score.lines
        seconds = score.seconds
        cpuSeconds = score.cpuSeconds
        messagesPerSecond = seconds > 0 ? Double(messages) / seconds : nil
        heartbeat = score.lateness.count > 0 ? Report.Lateness(score.lateness) : nil
    }
}

extension Report.Lateness {
    fileprivate init(_ histogram: Histogram) {
        wakes = histogram.count
        p50 = histogram.quantile(0.5) / .milliseconds(1)
        p99 = histogram.quantile(0.99) / .milliseconds(1)
        max = histogram.maximum / .milliseconds(1)
    }
}

private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
