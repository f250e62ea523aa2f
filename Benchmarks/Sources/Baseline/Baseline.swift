// The command: whether the library has become worse than the figures that are kept beside this package.

import ArgumentParser
import Foundation

@main
struct Baseline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Compares what does not depend on the machine's noise with the figures that are kept.",
        discussion: """
            Counted are instructions and allocations, by callgrind, and context switches; no time is measured. It fails when a
            figure is worse than the kept one by more than the margin that stands with it.
            """,
        subcommands: [Check.self, Record.self, Show.self, Run.self],
        defaultSubcommand: Check.self
    )
}

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measures, compares, and fails where something is worse.")

    @Argument(help: "The file of the kept figures.") var file: String

    func run() throws {
        let kept = try KeptFigures(contentsOf: file)
        let comparison = Comparison(kept: kept, measured: try Figures.measure())
        print(comparison.table)
        guard comparison.isGood else { throw ExitCode.failure }
    }
}

struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measures, and keeps the figures.")

    @Argument(help: "The file of the kept figures.") var file: String

    func run() throws {
        try KeptFigures(platform: .current, figures: try Figures.measure().values).write(to: file)
    }
}

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measures several times: how well the figures repeat.")

    @Option var times = 3

    func run() throws {
        let all = try (0..<times).map { _ in try Figures.measure().values }
        for (name, _) in all[0].sorted(by: { $0.key < $1.key }) {
            let values = all.compactMap { $0[name] }.sorted()
            let spread = 100 * (values.last! - values[0]) / max(values[0], 0.001)
            print(
                name.padding(toLength: 58, withPad: " ", startingAt: 0),
                values.map { String(format: "%10.3f", $0) }.joined(separator: " "),
                String(format: "  spread %.2f %%", spread)
            )
        }
    }
}

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs one scenario. Started by the others, under callgrind.",
        shouldDisplay: false
    )

    @Argument var scenario: Scenario

    func run() throws {
        try scenario.run()
        // At once, with the workers where they are: how they end is none of the scenario's.
        Foundation.exit(0)
    }
}
