// Runs experiments, prints their tables and writes results.json.

import ArgumentParser
import Foundation
import Measuring

struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Runs experiments; the default."
    )

    @Argument(help: "Which experiments to run; all of them where none is named.")
    var names: [String] = []
    @Flag(help: "Fewer conditions and rounds: three minutes instead of 27.")
    var quick = false
    @Option(help: "For a contest's rounds, in place of its own time; a quarter more to warm up.")
    var seconds: Double?
    @Flag(help: "Lists the experiments and ends.")
    var list = false
    @Option(
        help: ArgumentHelp(
            "Only what has this label: decoder=dear, 'size=5.1 KB', contestant=WorkerPool. Several of one name: any of them.",
            valueName: "label"
        )
    )
    var only: [String] = []
    @Option(help: "Where the results are written.")
    var output = "results.json"
    @Option(help: "Judges the figures of an earlier run instead of measuring, and notes the verdicts in its file.")
    var judge: String?

    func validate() throws {
        if let seconds, seconds <= 0 { throw ValidationError("No rounds take \(seconds) s.") }
        for label in only where label.split(separator: "=").count != 2 {
            throw ValidationError("'\(label)' is not of the form label=value.")
        }
        for name in names where !experiments.contains(where: { $0.name == name }) {
            throw ValidationError("There is no experiment '\(name)'; --list shows those that there are.")
        }
    }

    func run() async throws {
        if list { return printList() }
        if let judge {
            let file = URL(fileURLWithPath: judge)
            var results = try Results(contentsOf: file)
            judgeTargets(of: &results)
            return try results.write(to: file)
        }
        let file = URL(fileURLWithPath: output)
        var results = Results(quick: quick)
        results.versions["simdjson"] = DecoderUnderTest.simdJSONVersion
        print("\(results.machine.cores) cores, \(results.machine.cpu), \(results.machine.kernel); \(results.commit)")
        let chosen = experiments.filter { names.isEmpty || names.contains($0.name) }
        for (number, experiment) in chosen.enumerated() {
            let progress = Progress("experiment \(number + 1) of \(chosen.count), \(experiment.name)")
            let stage = Stage(
                isQuick: quick,
                seconds: seconds,
                cores: results.machine.cores,
                only: conditions,
                progress: progress
            )
            let start = now()
            let neighbours = Neighbours()
            let rows = try await experiment.rows(stage)
            progress.clear()
            guard !rows.isEmpty else { continue }
            let result = ExperimentResult(
                name: experiment.name,
                title: experiment.title,
                rows: rows,
                othersPercent: neighbours.percent
            )
            Table(result).printOut()
            print("\n  \(experiment.reading)")
            print(
                String(
                    format: "  [%.1f s, others took %.1f %% of the CPUs]",
                    Double(now() - start) / 1e9,
                    neighbours.percent
                )
            )
            fflush(nil)  // whoever reads a file sees each experiment when it is over
            results.experiments.append(result)
            try results.write(to: file)
        }
        judgeTargets(of: &results)
        try results.write(to: file)
        let disturbed = results.experiments.filter { ($0.othersPercent ?? 0) > 3 }.map(\.name)
        if !disturbed.isEmpty {
            print("\nNot to be trusted, since others used the machine meanwhile: \(disturbed.joined(separator: ", "))")
        }
        print("\nwritten to \(output)")
    }

    private func judgeTargets(of results: inout Results) {
        let table = TargetTable(results)
        table.printOut()
        results.targets = table.verdicts
    }

    private var conditions: [String: Set<String>] {
        only.reduce(into: [:]) { conditions, label in
            let parts = label.split(separator: "=")
            conditions[String(parts[0]), default: []].insert(String(parts[1]))
        }
    }

    private func printList() {
        let width = experiments.map(\.name.count).max() ?? 0
        for experiment in experiments {
            print(experiment.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + experiment.title)
        }
    }
}
