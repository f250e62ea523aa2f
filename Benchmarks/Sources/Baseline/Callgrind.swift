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

    /// What the scenario takes once, per payload or batch.
    ///
    /// The difference of two runs, one of which does it three times as often: what the process needs to start and what it does
    /// only once falls out.
    static func count(_ scenario: Scenario) throws -> Execution {
        let few = try least(scenario, scenario.count)
        let many = try least(scenario, 3 * scenario.count)
        let times = Double(2 * scenario.count * scenario.payloads)
        return Execution(
            instructions: (many.instructions - few.instructions) / times,
            allocations: (many.allocations - few.allocations) / times
        )
    }

    /// The least of several runs, where what is executed depends on the clock.
    private static func least(_ scenario: Scenario, _ count: Int) throws -> Execution {
        let runs = try (0..<(scenario.dependsOnTheClock ? 5 : 1)).map { _ in try run(scenario, count) }
        return runs.min { $0.instructions < $1.instructions }!
    }

    private static func run(_ scenario: Scenario, _ count: Int) throws -> Execution {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("callgrind-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file=\(output.path)",
            "/proc/\(getpid())/exe", "run", scenario.rawValue, String(count),
        ]
        // An environment of another length would move the stack, and a few instructions with it.
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "LC_ALL": "C"]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(scenario.rawValue) ended with status \(process.terminationStatus)")
        }
        return try parse(String(contentsOf: output, encoding: .utf8))
    }

    /// Reads the total of instructions, and the calls of the functions that allocate.
    ///
    /// `fn` names a function, `cfn` one that it calls, and the line after that how often: `calls=3 0`. A name stands where its
    /// number is used first: `cfn=(12) malloc`, later `cfn=(12)`.
    private static func parse(_ text: String) throws -> Execution {
        let allocating: Set = ["malloc", "calloc", "realloc", "aligned_alloc", "posix_memalign"]
        var execution = Execution()
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
                execution.allocations += Double(line.dropFirst("calls=".count).prefix { $0 != " " }) ?? 0
            } else if line.hasPrefix("totals:") {
                execution.instructions = Double(line.dropFirst("totals: ".count)) ?? 0
            }
        }
        guard execution.instructions > 0 else { throw Failure(description: "callgrind has counted nothing") }
        return execution
    }
}
