/// What was tried, with which strategies.
struct Coverage: Sendable {
    /// All calls of the three containers and of the decoder, but for those that answer a path.
    static let calls = [
        "container(keyedBy:)", "unkeyedContainer", "keyed.allKeys", "keyed.contains", "keyed.decode",
        "keyed.decodeIfPresent",
        "keyed.decodeNil", "keyed.nestedContainer", "keyed.nestedUnkeyedContainer", "keyed.superDecoder",
        "keyed.superDecoder(forKey:)", "single.decode", "single.decodeNil", "unkeyed.decode", "unkeyed.decodeIfPresent",
        "unkeyed.decodeNil", "unkeyed.nestedContainer", "unkeyed.nestedUnkeyedContainer", "unkeyed.superDecoder",
    ]

    private struct Cell: Hashable, Sendable {
        let row: String
        let column: String
    }

    private var cells: [Cell: Int] = [:]

    mutating func count(_ rows: [String], _ strategies: Strategies) {
        for row in rows {
            for column in strategies.names { cells[Cell(row: row, column: column), default: 0] += 1 }
        }
    }

    /// The cells of calls, shapes and changes of documents, by strategies, that nothing was counted in.
    var empty: [String] {
        let rows = Self.calls + Shape.all.map(\.name) + RandomInput.Kind.allCases.map(\.rawValue)
        return rows.flatMap { row in
            Strategies.allNames.filter { cells[Cell(row: row, column: $0)] == nil }.map { "\(row) with \($0)" }
        }
    }
}
