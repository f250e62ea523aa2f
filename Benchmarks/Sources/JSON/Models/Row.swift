// A line that is an array, as an exported table has them: every cell, and one of them.

struct Row: Decodable, Equatable, Sendable {
    let cells: [Cell]

    enum Cell: Equatable, Sendable {
        case text(String)
        case number(Double)
    }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var cells: [Cell] = []
        if let count = container.count { cells.reserveCapacity(count) }
        // Which cells are text and which are numbers is known by their places, and the first line is all text.
        while !container.isAtEnd {
            if Self.isNumber(cells.count), cells[0] != .text("asin") {
                cells.append(.number(try container.decode(Double.self)))
            } else {
                cells.append(.text(try container.decode(String.self)))
            }
        }
        self.cells = cells
    }

    private static func isNumber(_ place: Int) -> Bool { place == 5 || place == 7 }
}

struct RowGlance: Decodable, Equatable, Sendable {
    let brand: String

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        _ = try container.decode(String.self)
        brand = try container.decode(String.self)
    }
}
