// Counts what a scenario executes, by valgrind's callgrind.

import Foundation

/// What a process executed, all its threads together.
struct Execution {
    var instructions = 0.0
    var allocations = 0.0
}

enum Callgrind {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What the scenario takes, per payload or batch: its cheapest segment.
    ///
    /// The least, since a disturbance only adds: a batch that the clock says was dear is handed over by a lane that learns, threads that run
    /// at the same time meet, or do not. Of segments of one process, since what a process needs to start varies by more than all that is
    /// counted.
    static func count(_ scenario: Scenario) throws -> Execution {
        let segments = try run(scenario)
        let times = Double(scenario.count * scenario.payloads)
        return Execution(
            instructions: segments.map(\.instructions).min()! / times,
            allocations: segments.map(\.allocations).min()! / times
        )
    }

    private static func run(_ scenario: Scenario) throws -> [Execution] {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("callgrind-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file=\(output.path)", "--combine-dumps=yes",
            // Whatever the compiler makes of the name's ends.
            "--dump-before=*beginSegment*",
            "/proc/\(getpid())/exe", "run", scenario.rawValue,
        ]
        // An environment of another length would move the stack, and a few instructions with it.
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "LC_ALL": "C"]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(scenario.rawValue) ended with status \(process.terminationStatus)")
        }
        let parts = try parse(String(contentsOf: output, encoding: .utf8))
        let wanted = scenario.segments + 2
        guard parts.count == wanted else {
            throw Failure(description: "\(scenario.rawValue): \(parts.count) parts from callgrind, not \(wanted)")
        }
        // Without the start before the first, and the end after the last.
        return Array(parts.dropFirst().dropLast())
    }

    /// Reads, of every part, the total of instructions and the calls of the functions that allocate.
    ///
    /// `fn` names a function, `cfn` one that it calls, and the line after that how often: `calls=3 0`. A name stands where its
    /// number is used first: `cfn=(12) malloc`, later `cfn=(12)`.
    private static func parse(_ text: String) throws -> [Execution] {
        let allocating: Set = ["malloc", "calloc", "realloc", "aligned_alloc", "posix_memalign"]
        var parts: [Execution] = []
        var part = Execution()
        var names: [Substring: String] = [:]
        var caller = ""
        var callee = ""
        func name(_ line: Substring, after prefix: String) -> String? {
            guard line.hasPrefix(prefix) else { return nil }
            let parts = line.dropFirst(prefix.count).split(separator: " ", maxSplits: 1)
            if parts.count == 2 { names[parts[0]] = String(parts[1]) }
            return names[parts[0]]
        }
        for line in text.split(separator: "\n") {
            if let name = name(line, after: "fn=") {
                caller = name
            } else if let name = name(line, after: "cfn=") {
                callee = name
            } else if line.hasPrefix("calls="), allocating.contains(callee), !caller.contains("memalign") {
                part.allocations += Double(line.dropFirst("calls=".count).prefix { $0 != " " }) ?? 0
            } else if line.hasPrefix("totals:") {
                part.instructions = Double(line.dropFirst("totals: ".count)) ?? 0
                guard part.instructions > 0 else { throw Failure(description: "callgrind has counted nothing") }
                parts.append(part)
                part = Execution()
            }
        }
        return parts
    }
}
