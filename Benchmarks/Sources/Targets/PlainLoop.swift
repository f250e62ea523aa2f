// One of the separate processes that make the limit: a plain loop, round by round, when it is told to.

import ArgumentParser
import Measuring
import WorkerPool

struct PlainLoop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decodes in a plain loop whenever a line with a number comes in. Started by the others.",
        shouldDisplay: false
    )

    @OptionGroup var messages: Messages

    func run() async throws {
        let payloads = try messages.load()
        let decoder = Decoding(kind: messages.decoder)
        answer("ready")
        while let line = readLine(), let count = Int(line) {
            let start = now()
            let cpu = processCPU()
            let sum = Self.decode(count, of: payloads, by: decoder)
            answer("\(now() - start) \(processCPU() - cpu) \(sum)")
        }
    }

    /// Decodes `count` messages, 500 a batch, keeping a batch's results at a time as any consumer would.
    static func decode(_ count: Int, of payloads: [[UInt8]], by decoder: Decoding) -> Int {
        var workspace = decoder.makeWorkspace()
        var sum = 0
        var next = 0
        while next < count {
            var results: [Result<Int, any Error>] = []
            results.reserveCapacity(500)
            for index in next..<min(next + 500, count) {
                let payload = payloads[index % payloads.count]
                results.append(Result { try decoder.decode(payload, in: &workspace) })
            }
            for result in results { sum &+= (try? result.get()) ?? -1 }
            next += 500
        }
        return sum
    }
}
