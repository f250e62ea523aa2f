// What the library must reach, and whether this run shows that it does.

import Contestants
import Foundation
import Measuring

/// The targets of the design, judged by the rows of a run and by nothing else.
struct TargetTable {
    private let rows: [String: [Row]]
    private let cores: Int

    init(_ results: Results) {
        cores = results.machine.cores
        rows = Dictionary(results.experiments.map { ($0.name, $0.rows) }, uniquingKeysWith: { $1 })
    }

    func printOut() {
        print("\nTargets")
        for verdict in verdicts {
            guard let isMet = verdict.isMet else { continue }
            print("  \(isMet ? "met   " : "MISSED")  \(verdict.what): \(verdict.bound); \(verdict.figure)")
        }
        let open = verdicts.filter { $0.isMet == nil }.count
        if open > 0 { print("  and \(open) of which this run has no rows") }
    }

    var verdicts: [Verdict] {
        [
            worst("throughput, one producer, 5.1 KB and above", "four-patterns", "ratio to limit", atLeast: 0.95) {
                $0.labels["size"] != "524 B"
            },
            worst("throughput, one producer, 524 B", "four-patterns", "ratio to limit", atLeast: 0.90) {
                $0.labels["size"] == "524 B"
            },
            worst("four in flight, frozen, 500 of 5.1 KB", "in-flight", "ratio to limit", atLeast: 0.97) {
                $0.labels["decoder"] == "frozen" && $0.labels["payloads"] == "500" && $0.labels["size"] == "5.1 KB"
            },
            worst("four in flight, frozen, 500 of 524 B", "in-flight", "ratio to limit", atLeast: 0.92) {
                $0.labels["decoder"] == "frozen" && $0.labels["payloads"] == "500" && $0.labels["size"] == "524 B"
            },
            worst("four in flight, frozen, 100 of 524 B", "in-flight", "ratio to limit", atLeast: 0.85) {
                $0.labels["decoder"] == "frozen" && $0.labels["payloads"] == "100" && $0.labels["size"] == "524 B"
            },
            worst("against the best other, by size", "four-patterns", "ratio to best other", atLeast: 0.98),
            worst("against the best other, by producers", "contention", "ratio to best other", atLeast: 0.98) {
                $0.labels["batches"] == "equal"
            },
            aheadShare,
            worst("64 producers against 1", "contention", "ratio to 1 producer", atLeast: 0.97) {
                $0.labels["producers"] == "64"
            },
            worst("p99 / p50, equal batches, 8 producers", "contention", "p99 / p50", atMost: 1.5) {
                $0.labels["producers"] == "8" && $0.labels["batches"] == "equal"
            },
            worst("p99 / p50 of a small batch beside a giant one", "contention", "p99 / p50", atMost: 3) {
                $0.labels["batches"] == "mixed"
            },
            worst("16 workers against 2", "scaling", "ratio to 2 workers", atLeast: 0.95) {
                $0.labels["workers"] == "16"
            },
            worst("CPU a message against plain loops", "cpu-efficiency", "cpu ratio", atMost: 1.05),
            crossover(size: "5.1 KB", atMost: 4),
            crossover(size: "524 B", atMost: 16),
            laneCost,
            handOver(cores: cores),
            suspension,
            worst("not used, ns a batch over the plain loop", "not-used", "ns/batch over the plain loop", atMost: 80),
            worst("100 % malformed, time against plain loops", "error-recovery", "ratio to limit", atLeast: 1 / 1.06) {
                $0.labels["malformed"] == "100 %"
            },
            worst("KB an idle worker", "memory", "KB/worker", atMost: 64) { $0.labels["activity"] == "idle" },
            activeMemory,
        ]
    }

    private func pool(_ experiment: String, _ isMeant: (Row) -> Bool = { _ in true }) -> [Row] {
        (rows[experiment] ?? []).filter { $0.contestant == ContestantName.workerPool.rawValue && isMeant($0) }
    }

    private func worst(
        _ what: String,
        _ experiment: String,
        _ metric: String,
        atLeast least: Double,
        _ isMeant: (Row) -> Bool = { _ in true }
    ) -> Verdict {
        let figures = pool(experiment, isMeant).compactMap { row in row.metrics[metric].map { (row, $0.median) } }
        let worst = figures.min { $0.1 < $1.1 }
        return verdict(what, String(format: "at least %.3g", least), worst, worst.map { $0.1 >= least })
    }

    private func worst(
        _ what: String,
        _ experiment: String,
        _ metric: String,
        atMost most: Double,
        _ isMeant: (Row) -> Bool = { _ in true }
    ) -> Verdict {
        let figures = pool(experiment, isMeant).compactMap { row in row.metrics[metric].map { (row, $0.median) } }
        let worst = figures.max { $0.1 < $1.1 }
        return verdict(what, String(format: "at most %.3g", most), worst, worst.map { $0.1 <= most })
    }

    private func verdict(_ what: String, _ bound: String, _ worst: (Row, Double)?, _ isMet: Bool?) -> Verdict {
        guard let (row, figure) = worst else { return Verdict(what: what, bound: bound, figure: "no rows", isMet: nil) }
        let condition = row.labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return Verdict(
            what: what,
            bound: bound,
            figure: String(format: "worst %.3f", figure) + (condition.isEmpty ? "" : " (\(condition))"),
            isMet: isMet
        )
    }

    /// In how many of the rows, by size and by producers, the pool is ahead of every other contestant.
    private var aheadShare: Verdict {
        let ratios = (pool("four-patterns") + pool("contention") { $0.labels["batches"] == "equal" })
            .compactMap { $0.metrics["ratio to best other"]?.median }
        let ahead = ratios.filter { $0 > 1 }.count
        return Verdict(
            what: "ahead of every other, by size and by producers",
            bound: "in at least half of the rows",
            figure: ratios.isEmpty ? "no rows" : "\(ahead) of \(ratios.count)",
            isMet: ratios.isEmpty ? nil : 2 * ahead >= ratios.count
        )
    }

    /// The awaited rows of lanes, each with the time of a plain loop in nanoseconds.
    private var laneRows: [(row: Row, time: Double, plain: Double)] {
        pool("crossover") { $0.labels["way"] == "lane" }
            .compactMap { row in
                guard let time = row.metrics["ns/batch"]?.median,
                    let excess = row.metrics["ns/batch over the plain loop"]?.median
                else { return nil }
                return (row, time, time - excess)
            }
    }

    /// A batch of up to 50 µs is decoded in place, and may cost 3 % or 200 ns more than a plain loop, whichever is more.
    private var laneCost: Verdict {
        let worst = laneRows.filter { $0.plain < 50_000 }
            .map { ($0.row, ($0.time - $0.plain) / max(200, 0.03 * $0.plain)) }
            .max { $0.1 < $1.1 }
        return verdict(
            "a lane's cost over a plain loop, up to 50 µs, in parts of what is allowed (3 % or 200 ns)",
            "at most 1",
            worst,
            worst.map { $0.1 <= 1 }
        )
    }

    /// What a costlier batch takes beyond its share of a plain loop's time.
    private func handOver(cores: Int) -> Verdict {
        let worst = laneRows.filter { $0.plain >= 50_000 }
            .map { lane in
                let payloads = lane.row.labels["payloads"].flatMap { Int($0) } ?? 1
                return (lane.row, (lane.time - lane.plain / Double(min(payloads, cores))) / 1000)
            }
            .max { $0.1 < $1.1 }
        return verdict("µs a costlier batch takes beyond its share", "at most 25", worst, worst.map { $0.1 <= 25 })
    }

    /// How much later a task wakes beside short batches in place than beside the same batches handed over.
    private var suspension: Verdict {
        func p99(_ decoding: String) -> Double? {
            pool("short-batches") { $0.labels["decoding"] == decoding }.first?.metrics["p99 ms"]?.median
        }
        let pair = p99("in place").flatMap { inPlace in p99("handed over").map { (inPlace, $0) } }
        return Verdict(
            what: "heartbeat's p99 beside short batches in place",
            bound: "at most 1 ms above that beside the same handed over",
            figure: pair.map { String(format: "%.2f ms against %.2f", $0.0, $0.1) } ?? "no rows",
            isMet: pair.map { $0.0 <= $0.1 + 1 }
        )
    }

    /// From how many messages a batch the pool wins, in the dear decoder's rows of that size.
    private func crossover(size: String, atMost most: Double) -> Verdict {
        let row = pool("crossover") { $0.labels["decoder"] == "dear" && $0.labels["size"] == size }.first
        let figure = row?.metrics["wins from"]?.median
        return Verdict(
            what: "dear decoder wins from \(Int(most)) messages of \(size)",
            bound: String(format: "at most %.3g", most),
            figure: figure.map { $0.isFinite ? "wins from \(Int($0))" : "never wins" } ?? "no rows",
            isMet: figure.map { $0 <= most }
        )
    }

    /// A worker's memory after decoding, against that of a hand-made thread with a decoder of its own.
    ///
    /// What a process has without workers is not in it, or it would hide the difference.
    private var activeMemory: Verdict {
        func figures(_ name: ContestantName) -> [String: Double] {
            let active = (rows["memory"] ?? [])
                .filter { $0.contestant == name.rawValue && $0.labels["activity"] == "active" }
            return Dictionary(
                active.compactMap { row in row.metrics["KB/worker"].map { (row.labels["workers"] ?? "", $0.median) } },
                uniquingKeysWith: { $1 }
            )
        }
        let threads = figures(.threadsAndACondition)
        let pairs = figures(.workerPool)
            .compactMap { workers, figure in threads[workers].map { (workers: workers, pool: figure, threads: $0) } }
        let worst = pairs.max { $0.pool / $0.threads < $1.pool / $1.threads }
        return Verdict(
            what: "KB an active worker against a hand-made thread's",
            bound: "at most 1.05 times",
            figure: worst.map {
                String(format: "worst %.3g KB against %.3g (workers \($0.workers))", $0.pool, $0.threads)
            } ?? "no rows",
            isMet: worst.map { $0.pool <= 1.05 * $0.threads }
        )
    }
}
