// What an experiment is, and all that there are.

import Measuring

protocol Experiment: Sendable {
    /// How it is called on the command line and in results.json.
    var name: String { get }
    var title: String { get }
    /// How its table is to be read, in a sentence.
    var reading: String { get }

    func rows(_ stage: Stage) async throws -> [Row]
}

/// In the order of the talk.
let experiments: [any Experiment] = [
    TimeBySize(),
    FourPatterns(),
    InFlight(),
    Contention(),
    Scaling(),
    MixedSizes(),
    CPUEfficiency(),
    ThreadsPlusPool(),
    CoordinatorShare(),
    Transfer(),
    StartEarly(),
    Sustained(),
    Crossover(),
    ErrorRecovery(),
    NotUsed(),
    Memory(),
    Templates(),
    Heartbeat(),
    ShortBatches(),
    Database(),
]

/// Where experiments run.
struct Stage: Sendable {
    let isQuick: Bool
    /// What a contest's rounds may take in place of its own time, where that was said.
    let seconds: Double?
    let cores: Int
    /// By label, the values that are asked for; a condition without the label is not meant by it.
    let only: [String: Set<String>]
    let progress: Progress

    /// `full` seconds, or the quick run's share of them, or those that were said.
    func budget(_ full: Double) -> Budget {
        if let seconds { return Budget(seconds: seconds, fewest: 2) }
        return isQuick ? Budget(seconds: full / 10, fewest: 2) : Budget(seconds: full)
    }

    /// For rounds that do not count: one, or as many as fit into a quarter of the seconds that were said, since the
    /// few that follow are all that such a run has.
    var warmUp: Budget { Budget(seconds: (seconds ?? 0) / 4, fewest: 1) }

    /// Whether a condition is asked for.
    func wants(_ labels: [String: String]) -> Bool {
        only.allSatisfy { label, values in labels[label].map(values.contains) ?? true }
    }

    /// One of two, by how thorough the run is.
    func pick<Value>(full: Value, quick: Value) -> Value { isQuick ? quick : full }
}
