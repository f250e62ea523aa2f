// One of the separate processes that make the limit: a plain loop over its share of the batches, when it is told to.

import ArgumentParser
import Contestants
import Foundation
import Measuring
import Payloads

struct PlainLoopProcess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plain-loop-process",
        abstract:
            "Decodes its share in a plain loop, each time that a moment to begin at comes in. Started by the others.",
        shouldDisplay: false
    )

    @Option var decoder: String
    @Option var recipe: String
    @Option var number: Int
    @Option var of: Int

    func run() async throws {
        guard let decoder = DecoderUnderTest.named(decoder), case .blocking(let decode) = try decoder.plainLoop.way
        else {
            throw ValidationError("there is no decoder '\(decoder)'")
        }
        let batches = try JSONDecoder().decode(Recipe.self, from: Data(recipe.utf8)).make()
            .map { Limit.share(number, of: of, in: $0) }
        answer("ready")
        while let line = readLine(), let moment = UInt64(line) {
            while now() < moment {}
            let cpu = processCPU()
            let start = now()
            var digest: UInt64 = 0
            for batch in batches { digest = digest &* 31 &+ (try decode(0, batch)) }
            answer("\(now() - start) \(processCPU() - cpu) \(digest)")
        }
    }
}
