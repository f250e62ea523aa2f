// The command: measures the library against its peers, each target of the design in the same run.

import ArgumentParser
import WorkerPool

@main
struct Targets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets",
        abstract: "Measures WorkerPool against what a user would pick instead.",
        discussion: """
            Contestants take turns in short rounds; what is printed is the median over the rounds, with the 10th and the 90th
            percentile, and the median of the rounds' ratios. Absolute times say little on a shared machine, the ratios do.
            """,
        subcommands: [
            RoundTrips.self, AwaitedRoundTrips.self, DispatchCost.self, Backlog.self, Throughput.self, Heartbeat.self,
            Idle.self,
            Memory.self, ResidentProcess.self, PlainLoop.self,
        ]
    )
}
