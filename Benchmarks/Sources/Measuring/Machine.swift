// On what the figures were taken.

import Foundation

/// What a reader must know of the machine before he believes a figure.
package struct Machine: Codable, Sendable {
    package var cores: Int
    package var cpu: String
    package var kernel: String
    package var memoryMiB: Int

    package static var current: Machine {
        let cpu = firstValue(in: "/proc/cpuinfo", of: "model name") ?? "unknown"
        return Machine(
            cores: ProcessInfo.processInfo.activeProcessorCount,
            cpu: cpu,
            kernel: ProcessInfo.processInfo.operatingSystemVersionString + ", " + kernelRelease,
            memoryMiB: Int(ProcessInfo.processInfo.physicalMemory >> 20)
        )
    }

    private static var kernelRelease: String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown kernel"
    }

    private static func firstValue(in file: String, of key: String) -> String? {
        let lines = (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n") ?? []
        guard let line = lines.first(where: { $0.hasPrefix(key) }) else { return nil }
        return line.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
    }
}
