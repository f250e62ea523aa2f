// What a run found out, as it is written to results.json and read by the pictures.

package import Foundation

/// A whole run.
package struct Results: Codable, Sendable {
    package var machine: Machine
    package var commit: String
    package var date: String
    package var quick: Bool
    package var versions: [String: String]
    package var experiments: [ExperimentResult] = []
    /// What the library must reach, and whether these rows show that it does.
    package var targets: [Verdict] = []

    /// Nothing yet, on this machine, now.
    package init(quick: Bool) {
        machine = .current
        commit = Versions.commit
        date = ISO8601DateFormatter().string(from: Date())
        self.quick = quick
        versions = Versions.current
    }

    /// The results of an earlier run.
    package init(contentsOf file: URL) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        self = try decoder.decode(Results.self, from: Data(contentsOf: file))
    }

    package func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try encoder.encode(self).write(to: file, options: .atomic)
    }
}

/// One experiment's rows.
package struct ExperimentResult: Codable, Sendable {
    package var name: String
    package var title: String
    package var rows: [Row]
    /// The share of all CPUs that other processes took meanwhile, in percent.
    package var othersPercent: Double?

    package init(name: String, title: String, rows: [Row], othersPercent: Double? = nil) {
        self.name = name
        self.title = title
        self.rows = rows
        self.othersPercent = othersPercent
    }
}

/// What one contestant did under one condition.
package struct Row: Codable, Sendable {
    /// The condition: the decoder, the size, the number of producers.
    package var labels: [String: String]
    package var contestant: String
    /// In how many rounds it took part.
    package var rounds: Int
    package var metrics: [String: Spread]

    package init(labels: [String: String], contestant: String, rounds: Int, metrics: [String: Spread]) {
        self.labels = labels
        self.contestant = contestant
        self.rounds = rounds
        self.metrics = metrics
    }
}
