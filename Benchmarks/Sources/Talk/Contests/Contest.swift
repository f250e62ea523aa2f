// Contestants that take turns in short rounds under one condition.

import Contestants
import Measuring
import Payloads

/// One condition: a decoder, batches, producers.
struct Contest {
    var decoder: DecoderUnderTest
    var recipe: Recipe
    var contestants = ContestantName.all
    var producers = 1
    var workers: Int
    var hasLimit = true
    var labels: [String: String]

    func rows(_ stage: Stage, seconds: Double) async throws -> [Row] {
        let batches = recipe.make()
        let load = try await Load(batches, producers: producers, plainLoop: decoder.plainLoop)
        let entrants = try contestants.map {
            try decoder.contestant($0, workers: workers, producers: producers)
        }
        let limit = try hasLimit ? Limit(decoder, recipe, batches: batches, count: stage.cores) : nil
        var tally = Tally()
        try await takeTurns(entrants.count + (hasLimit ? 1 : 0), stage, seconds: seconds, labels) { turn, counts in
            guard turn < entrants.count else {
                guard let run = try limit?.run(), counts else { return }
                return tally.add(
                    ContestantName.limit.rawValue,
                    messagesPerSecond: run.messagesPerSecond,
                    cpuMicrosecondsPerMessage: run.cpuMicrosecondsPerMessage
                )
            }
            let run = try await drive(entrants[turn], load)
            if counts { tally.add(entrants[turn].name, run) }
        }
        for entrant in entrants { await entrant.stop() }
        limit?.stop()
        return tally.rows(labels)
    }
}

/// Runs `turn` for each number below `count`, round by round, until the time is over.
///
/// Each round begins with another one, so that nobody always comes after the same neighbour. The first round warms up and does
/// not count.
func takeTurns(
    _ count: Int,
    _ stage: Stage,
    seconds: Double,
    _ labels: [String: String],
    _ turn: (_ number: Int, _ counts: Bool) async throws -> Void
) async throws {
    let condition = labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    for number in 0..<count { try await turn(number, false) }
    let budget = stage.budget(seconds)
    var round = 0
    while budget.allowsRound(after: round) {
        stage.progress.show("\(condition): round \(round + 1)")
        for offset in 0..<count { try await turn((round + offset) % count, true) }
        round += 1
    }
}
