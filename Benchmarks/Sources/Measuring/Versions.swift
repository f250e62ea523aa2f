// Of what the figures were taken.

import Foundation

/// The commit that was measured, and the versions of what it was measured against.
package enum Versions {
    /// "unknown" outside a clone.
    package static var commit: String { output(of: ["git", "-C", folder.path, "describe", "--always", "--dirty"]) }

    package static var current: [String: String] {
        var versions = ["swift": output(of: ["swift", "--version"]), "workerpool": commit]
        for pin in resolved?.pins ?? [] { versions[pin.identity] = pin.state.version }
        return versions
    }

    private struct Resolved: Decodable {
        struct Pin: Decodable {
            struct State: Decodable { var version: String? }
            var identity: String
            var state: State
        }
        var pins: [Pin]
    }

    private static var resolved: Resolved? {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("Package.resolved")) else { return nil }
        return try? JSONDecoder().decode(Resolved.self, from: data)
    }

    /// The benchmarks' package: this file is Sources/Measuring/Versions.swift of it.
    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    /// The first line that a command prints.
    private static func output(of command: [String]) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "unknown" }
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").first.map(String.init) ?? "unknown"
    }
}
