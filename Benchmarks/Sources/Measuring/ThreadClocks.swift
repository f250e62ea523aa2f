// What single threads of this process used of the CPU, by their own clocks.

import Foundation

/// CPU time and context switches of this process's threads, by name.
package struct ThreadClocks: Sendable {
    /// Nanoseconds on a CPU, by the scheduler's own count.
    package private(set) var nanoseconds: [String: UInt64] = [:]
    /// How often a thread left a CPU, of its own will or not.
    package private(set) var switches: [String: Int] = [:]

    package var total: UInt64 { nanoseconds.values.reduce(0, +) }
    package var totalSwitches: Int { switches.values.reduce(0, +) }

    /// Reads the clocks of the threads whose names begin with `prefix`; threads of one name are added up.
    package init(prefix: String) {
        for task in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? [] {
            let folder = "/proc/self/task/\(task)"
            guard let name = Self.text("\(folder)/comm")?.trimmingCharacters(in: .newlines), name.hasPrefix(prefix)
            else { continue }
            let time = Self.text("\(folder)/schedstat")?.split(separator: " ").first.flatMap { UInt64($0) }
            nanoseconds[name, default: 0] += time ?? 0
            let lines = Self.text("\(folder)/status")?.split(separator: "\n") ?? []
            switches[name, default: 0] += lines.filter { $0.contains("ctxt_switches") }
                .compactMap { Int($0.split(separator: "\t").last ?? "") }.reduce(0, +)
        }
    }

    private static func text(_ file: String) -> String? { try? String(contentsOfFile: file, encoding: .utf8) }
}
