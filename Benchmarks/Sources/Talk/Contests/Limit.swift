// What the machine allows: as many plain loops in separate processes as there are cores.

import Contestants
import Foundation
import Measuring
import Payloads

/// Shares nothing: no lock, no allocator, no reference count, no hand-over.
///
/// What is lost against it is the price of one process.
final class Limit {
    private let processes: SeparateProcesses
    private let messages: [Int]
    private let expected: [UInt64]

    /// Starts the processes; what they decode will be compared with what a plain loop makes of `batches` here.
    init(_ decoder: DecoderUnderTest, _ recipe: Recipe, batches: [[[UInt8]]], count: Int) throws {
        guard case .blocking(let decode) = try decoder.plainLoop.way else { preconditionFailure("a plain loop blocks") }
        let shares = (0..<count).map { number in batches.map { Self.share(number, of: count, in: $0) } }
        messages = shares.map { $0.map(\.count).reduce(0, +) }
        expected = try shares.map { share in
            try share.reduce(into: UInt64(0)) { digest, batch in digest = digest &* 31 &+ (try decode(0, batch)) }
        }
        let recipe = String(decoding: try JSONEncoder().encode(recipe), as: UTF8.self)
        processes = try SeparateProcesses(count: count) { number in
            [
                "plain-loop-process", "--decoder", decoder.name, "--recipe", recipe, "--number", String(number),
                "--of", String(count),
            ]
        }
    }

    /// Each process has a contiguous part of each batch.
    static func share(_ number: Int, of count: Int, in batch: [[UInt8]]) -> [[UInt8]] {
        Array(batch[(number * batch.count / count)..<((number + 1) * batch.count / count)])
    }

    /// Lets all begin at the same moment.
    ///
    /// Their speeds are added up: what both cores did, be the one disturbed more than the other or not. Dividing by the last
    /// one's time would be a lower limit.
    func run() throws -> Figures {
        let answers = processes.ask(String(now() + 300_000))
        var speed = 0.0
        var cpu = 0.0
        for (number, answer) in answers.enumerated() {
            guard answer.count == 3, let time = Double(answer[0]), let seconds = Double(answer[1]),
                UInt64(answer[2]) == expected[number]
            else { throw WrongResults(contestant: ContestantName.limit.rawValue) }
            speed += Double(messages[number]) / time * 1e9
            cpu += seconds
        }
        return Figures(messagesPerSecond: speed, cpuMicrosecondsPerMessage: cpu * 1e6 / Double(messages.reduce(0, +)))
    }

    func stop() { processes.stop() }
}
