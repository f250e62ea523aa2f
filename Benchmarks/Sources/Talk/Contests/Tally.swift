// The figures of a contest, and its rows.

import Contestants
import Measuring

/// What one turn of one entrant showed.
struct Figures {
    var messagesPerSecond: Double?
    var cpuMicrosecondsPerMessage: Double?
    /// Nanoseconds of each batch.
    var latencies: [UInt64] = []
    /// Whatever else an experiment looks at, by its name.
    var others: [String: Double] = [:]
}

extension Figures {
    /// - Parameters:
    ///   - run: What a drive of a contestant took.
    ///   - producers: Whose batches' latencies count; nil for all.
    init(_ run: Run, latenciesOf producers: Range<Int>? = nil) {
        messagesPerSecond = Double(run.messages) / Double(run.nanoseconds) * 1e9
        cpuMicrosecondsPerMessage = run.cpuSeconds / Double(run.messages) * 1e6
        latencies = (producers ?? run.latencies.indices).flatMap { run.latencies[$0] }
    }
}

/// Figures round by round, of entrants that are known by their numbers.
struct Tally {
    private var speed = Rounds()
    private var cpu = Rounds()
    private var others: [String: Rounds] = [:]
    private var latencies: [Int: Latencies] = [:]
    private var turns: [Int: Int] = [:]

    mutating func add(_ entrant: Int, _ figures: Figures) {
        let key = String(entrant)
        turns[entrant, default: 0] += 1
        if let figure = figures.messagesPerSecond { speed.add(key, figure) }
        if let figure = figures.cpuMicrosecondsPerMessage { cpu.add(key, figure) }
        for (name, figure) in figures.others { others[name, default: Rounds()].add(key, figure) }
        latencies[entrant, default: Latencies()].record(turn: figures.latencies)
    }

    /// Each entrant's row, with its ratios to those that it stands beside.
    ///
    /// - Parameters:
    ///   - entrants: Who they are, by number.
    ///   - baselines: By the name of a metric, the labels that differ in the row of the same contestant that it is a ratio to.
    /// - Returns: A row for each entrant.
    func rows(_ entrants: [(contestant: String, labels: [String: String])], baselines: [String: [String: String]])
        -> [Row]
    {
        entrants.indices.map { number in
            let (contestant, labels) = entrants[number]
            func find(_ name: String, _ labels: [String: String]) -> String? {
                entrants.firstIndex { $0.contestant == name && $0.labels == labels }.map(String.init)
            }
            let key = String(number)
            var metrics: [String: Spread] = [:]
            if speed.names.contains(key) { metrics["messages/s"] = speed.spread(key) }
            if cpu.names.contains(key) { metrics["CPU µs/message"] = cpu.spread(key) }
            let limit = find(ContestantName.limit.rawValue, labels)
            let plainLoop = find(ContestantName.plainLoop.rawValue, labels)
            if let limit { metrics["ratio to limit"] = speed.ratio(key, to: limit) }
            if let plainLoop { metrics["ratio to plain loop"] = speed.ratio(key, to: plainLoop) }
            if let reference = limit ?? plainLoop { metrics["cpu ratio"] = cpu.ratio(key, to: reference) }
            if contestant == ContestantName.workerPool.rawValue, let best = best(entrants, labels) {
                metrics["ratio to best other"] = speed.ratio(key, to: best)
            }
            for (name, changed) in baselines {
                guard let baseline = find(contestant, labels.merging(changed) { $1 }), baseline != key else { continue }
                metrics[name] = speed.ratio(key, to: baseline)
            }
            for (name, rounds) in others where rounds.names.contains(key) { metrics[name] = rounds.spread(key) }
            latencies[number]?.add(to: &metrics)
            return Row(labels: labels, contestant: contestant, rounds: turns[number] ?? 0, metrics: metrics)
        }
    }

    /// The fastest in this process that is not the pool, however that is asked, by its median.
    private func best(_ entrants: [(contestant: String, labels: [String: String])], _ labels: [String: String])
        -> String?
    {
        entrants.indices
            .filter {
                entrants[$0].labels == labels
                    && ContestantName.others.map(\.rawValue).contains(entrants[$0].contestant)
            }
            .map(String.init).max { speed.median($0) < speed.median($1) }
    }
}
