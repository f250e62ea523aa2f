// The file of the kept figures, and by how much one may be worse.

import Foundation

struct KeptFigures: Codable {
    struct Margins: Codable {
        /// Of instructions and their ratios, as a share.
        var instructions = 0.05
        /// Of allocations, as a number: none may come in.
        var allocations = 0.05
        /// Of context switches, as a number.
        var contextSwitches = 0.2
        /// By how much a figure of that name may be worse.
        func margin(of name: String, _ figure: Double) -> Double {
            if name.contains("allocations") { return allocations }
            return name.hasPrefix("context switches") ? contextSwitches : figure * instructions
        }
    }

    let platform: Platform
    var margins = Margins()
    let figures: [String: Double]

    init(platform: Platform, figures: [String: Double]) {
        self.platform = platform
        self.figures = figures.mapValues { ($0 * 1000).rounded() / 1000 }
    }

    init(contentsOf file: String) throws {
        self = try JSONDecoder().decode(KeptFigures.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }

    func write(to file: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(self) + Data("\n".utf8)).write(to: URL(fileURLWithPath: file))
    }
}
