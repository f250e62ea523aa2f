// The command: the talk's benchmarks, reproduced, against everything that a user would pick instead.

import ArgumentParser

@main
struct Talk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "talk",
        abstract: "Measures WorkerPool on the talk's own table of contents.",
        discussion: """
            Each experiment first compares what all contestants decode with what a plain loop does, then lets them take turns in \
            short rounds. Printed are medians, in brackets the 10th and the 90th percentile of the rounds; ratios are taken \
            within a round. Without a name all experiments run, some 27 minutes.
            """,
        subcommands: [Measure.self, PlainLoopProcess.self, ResidentProcess.self],
        defaultSubcommand: Measure.self
    )
}
