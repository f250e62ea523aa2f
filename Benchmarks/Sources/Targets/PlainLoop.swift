// One of the separate processes that make the limit: a plain loop, round by round, when it is told to.

import ArgumentParser
import Foundation
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
        say("ready")
        while let line = readLine(), let count = Int(line) {
            let start = now()
            let cpu = processCPU()
            let sum = Self.decode(count, of: payloads, by: decoder)
            say("\(now() - start) \(processCPU() - cpu) \(sum)")
        }
    }

    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

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

/// As many plain loops in processes of their own as there are workers.
final class Processes {
    private var children: [(process: Process, input: FileHandle, output: FileHandle)] = []

    init(count: Int, arguments: [String]) throws {
        for _ in 0..<count {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments = ["plain-loop"] + arguments
            let input = Pipe()
            let output = Pipe()
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            children.append((process, input.fileHandleForWriting, output.fileHandleForReading))
        }
        for child in children { _ = Self.line(child.output) }
    }

    /// Lets each decode its share of `count` messages at the same time.
    ///
    /// - Returns: Nanoseconds until the last is done, and the CPU seconds of all.
    func run(_ count: Int) -> (nanoseconds: Double, cpu: Double) {
        let start = now()
        for child in children { child.input.write(Data("\(count / children.count)\n".utf8)) }
        let answers = children.map { Self.line($0.output).split(separator: " ") }
        let end = now()
        return (Double(end - start), answers.compactMap { Double($0[1]) }.reduce(0, +))
    }

    func stop() {
        for child in children {
            try? child.input.close()
            child.process.waitUntilExit()
        }
    }

    private static func line(_ file: FileHandle) -> String {
        var bytes: [UInt8] = []
        while let byte = try? file.read(upToCount: 1)?.first, byte != 10 { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
