// Entrants that take turns in short rounds.

import Contestants
import Measuring
import Payloads

/// All that one experiment compares, in one sequence of rounds, so that any two of its figures may be set against each other.
final class Contest {
    private var entrants: [(contestant: String, labels: [String: String])] = []
    private var turns: [() async throws -> Figures] = []
    private var endings: [() async -> Void] = []
    private let stage: Stage

    init(_ stage: Stage) { self.stage = stage }

    func enter(_ name: String, _ labels: [String: String], _ turn: @escaping () async throws -> Figures) {
        guard stage.wants(labels.merging(["contestant": name]) { own, _ in own }) else { return }
        entrants.append((name, labels))
        turns.append(turn)
    }

    /// A contestant and the load that it is driven with.
    ///
    /// - Parameters:
    ///   - contestant: Is stopped when the contest is over.
    ///   - load: What its producers dispatch.
    ///   - labels: Its condition.
    ///   - producers: Whose batches' latencies count; nil for all.
    func enter<Payload: Sendable>(
        _ contestant: Contestant<Payload>,
        _ load: Load<Payload>,
        _ labels: [String: String],
        latenciesOf producers: Range<Int>? = nil
    ) {
        enter(contestant.name, labels) { Figures(try await drive(contestant, load), latenciesOf: producers) }
        endings.append { await contestant.stop() }
    }

    func enter(_ limit: Limit, _ labels: [String: String]) {
        enter(ContestantName.limit.rawValue, labels) { try limit.run() }
    }

    /// Something to be done when the contest is over.
    func atEnd(_ ending: @escaping () async -> Void) { endings.append(ending) }

    /// Has the entrants take turns for so many seconds, and ends them.
    ///
    /// The first round, or ``Stage/warmUp``, does not count. The others are shuffled, so that nobody always comes after the same neighbour,
    /// and finds the machine as that one leaves it: rested by a plain loop, say, which uses one core of all.
    ///
    /// - Parameters:
    ///   - seconds: For the rounds that count.
    ///   - isShuffled: False where a turn looks at what an earlier one has measured.
    ///   - baselines: As of ``Tally/rows(_:baselines:)``.
    /// - Returns: A row for each entrant.
    /// - Throws: What a turn throws, a contestant's wrong results above all.
    func rows(
        seconds: Double,
        isShuffled: Bool = true,
        baselines: [String: [String: String]] = [:]
    ) async throws -> [Row] {
        var tally = Tally()
        let warmUp = stage.warmUp
        var warmed = 0
        while !turns.isEmpty, warmUp.allowsRound(after: warmed) {
            for turn in turns { _ = try await turn() }
            warmed += 1
        }
        let budget = stage.budget(seconds)
        var order = Array(turns.indices)
        var random = SplitMix64(seed: 2026)
        var round = 0
        while !turns.isEmpty, budget.allowsRound(after: round) {
            if isShuffled { order.shuffle(using: &random) }
            for number in order {
                stage.progress.show("round \(round + 1): \(entrants[number].contestant), \(text(of: number))")
                tally.add(number, try await turns[number]())
            }
            round += 1
        }
        for ending in endings { await ending() }
        return tally.rows(entrants, baselines: baselines)
    }

    private func text(of number: Int) -> String {
        entrants[number].labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}

extension Contest {
    /// Contestants under one condition, and the limit beside them.
    func enter(
        _ names: [ContestantName],
        _ decoder: DecoderUnderTest,
        _ recipe: Recipe,
        producers: Int = 1,
        workers: Int? = nil,
        hasLimit: Bool = true,
        _ labels: [String: String]
    ) async throws {
        guard stage.wants(labels) else { return }
        let batches = recipe.make()
        let load = try Load(batches, producers: producers, plainLoop: decoder.plainLoop)
        for name in names {
            enter(
                try decoder.contestant(name, workers: workers ?? stage.cores, producers: producers),
                load,
                labels
            )
        }
        guard hasLimit else { return }
        let limit = try Limit(decoder, recipe, batches: batches, count: stage.cores)
        enter(limit, labels)
        atEnd { limit.stop() }
    }
}
