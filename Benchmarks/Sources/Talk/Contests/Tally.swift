// The figures of one contest, and its rows.

import Contestants
import Measuring

/// Speed, CPU and latencies of each contestant, round by round.
struct Tally {
    private var speed = Rounds()
    private var cpu = Rounds()
    private var latencies: [String: Latencies] = [:]

    mutating func add(_ name: String, messagesPerSecond: Double, cpuMicrosecondsPerMessage: Double) {
        speed.add(name, messagesPerSecond)
        cpu.add(name, cpuMicrosecondsPerMessage)
    }

    /// - Parameter producers: Whose batches' latencies count; nil for all.
    mutating func add(_ name: String, _ run: Run, latenciesOf producers: Range<Int>? = nil) {
        add(
            name,
            messagesPerSecond: Double(run.messages) / Double(run.nanoseconds) * 1e9,
            cpuMicrosecondsPerMessage: run.cpuSeconds / Double(run.messages) * 1e6
        )
        for producer in producers ?? run.latencies.indices {
            for latency in run.latencies[producer] {
                latencies[name, default: Latencies()].record(nanoseconds: latency)
            }
        }
    }

    func rows(_ labels: [String: String]) -> [Row] {
        let limit = ContestantName.limit.rawValue
        let plainLoop = ContestantName.plainLoop.rawValue
        let hasLimit = speed.names.contains(limit)
        return speed.names.sorted(by: Self.comesBefore)
            .map { name in
                var metrics = [
                    "messages/s": speed.spread(name),
                    "CPU µs/message": cpu.spread(name),
                ]
                metrics["ratio to limit"] = speed.ratio(name, to: limit)
                metrics["ratio to plain loop"] = speed.ratio(name, to: plainLoop)
                metrics["cpu ratio"] = cpu.ratio(name, to: hasLimit ? limit : plainLoop)
                if name == ContestantName.workerPool.rawValue, let best = bestOther {
                    metrics["ratio to best other"] = speed.ratio(name, to: best)
                }
                latencies[name]?.add(to: &metrics)
                return Row(labels: labels, contestant: name, metrics: metrics)
            }
    }

    /// The fastest in this process that is not the pool, by its median.
    private var bestOther: String? {
        let others = speed.names.filter {
            $0 != ContestantName.workerPool.rawValue && $0 != ContestantName.limit.rawValue
        }
        return others.max { speed.median($0) < speed.median($1) }
    }

    private static func comesBefore(_ one: String, _ other: String) -> Bool {
        let places = [one, other]
            .map { name in
                ContestantName.allCases.firstIndex { $0.rawValue == name } ?? ContestantName.allCases.count
            }
        return places[0] < places[1]
    }
}
