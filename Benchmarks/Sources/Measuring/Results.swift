// What a run found out, as it is written to results.json and read by the pictures.

public import Foundation

/// A whole run.
public struct Results: Codable, Sendable {
    public var machine: Machine
    public var commit: String
    public var date: String
    public var quick: Bool
    public var versions: [String: String]
    public var experiments: [ExperimentResult] = []

    /// Nothing yet, on this machine, now.
    public init(quick: Bool) {
        machine = .current
        commit = Versions.commit
        date = ISO8601DateFormatter().string(from: Date())
        self.quick = quick
        versions = Versions.current
    }

    public func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        try encoder.encode(self).write(to: file, options: .atomic)
    }
}

/// One experiment's rows.
public struct ExperimentResult: Codable, Sendable {
    public var name: String
    public var title: String
    public var rows: [Row]

    public init(name: String, title: String, rows: [Row]) {
        self.name = name
        self.title = title
        self.rows = rows
    }
}

/// What one contestant did under one condition.
public struct Row: Codable, Sendable {
    /// The condition: the decoder, the size, the number of producers.
    public var labels: [String: String]
    public var contestant: String
    public var metrics: [String: Spread]

    public init(labels: [String: String], contestant: String, metrics: [String: Spread]) {
        self.labels = labels
        self.contestant = contestant
        self.metrics = metrics
    }
}
