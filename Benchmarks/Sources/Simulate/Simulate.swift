// The command: what the coordinator's hand-over allows on machines that are not here.

import ArgumentParser
@_spi(Simulation) import WorkerPool

@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract:
            "Lets the pool's real state machine decide for 2 to 128 workers, in virtual time with measured costs.",
        subcommands: [Saturation.self, MeasureCosts.self],
        defaultSubcommand: Saturation.self
    )
}

struct Saturation: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Which share of the workers' time goes into decoding, by the number of workers and the work in a batch.",
        discussion: """
            Each producer dispatches a batch in a lane of its own, waits for its results and dispatches the next, so there is always
            work. The other table says which share of the time the lock of the work queue is held.
            """
    )

    @Option(help: "How many producers.") var producers = 1000
    @Option(help: "Nanoseconds of work in a payload.") var payload = 1000.0
    @Option(help: "How many batches to complete for each figure.") var batches = 4000
    @Option(help: "Microseconds of work in a batch.") var work = [10, 20, 50, 100, 200, 500, 1000, 10_000]
    @Option(help: "Workers.") var workers = [2, 4, 8, 16, 32, 64, 128]
    @Option(help: "Microseconds that a worker stays in a batch though another lane waits.")
    var quantum = SimulatedCoordination<Int>.quantum / 1000
    @Option(help: "Multiplies what an event holds the lock: what a dearer memory would do.") var lockFactor = 1.0

    func run() {
        var costs = Costs.measured
        costs.submit *= lockFactor
        costs.ready *= lockFactor
        costs.transfer *= lockFactor
        let outcomes = work.map { work in
            workers.map { workers in
                var pool = VirtualPool(
                    workers: workers,
                    costs: costs,
                    payload: payload,
                    quantum: 1000 * quantum
                )
                return pool.run(
                    producers: producers,
                    payloads: max(1, Int(Double(work) * 1000 / payload)),
                    batches: batches
                )
            }
        }
        show("of the workers' time is decoding [%]", outcomes) { percent($0.decoding) }
        show("of the time the lock is held [%]", outcomes) { percent($0.lock) }
        show("batches a second [thousand]", outcomes) { number($0.batchesPerSecond / 1000) }
    }

    private func show(_ title: String, _ outcomes: [[VirtualPool.Outcome]], _ text: (VirtualPool.Outcome) -> String) {
        print("\n| \(title) | " + workers.map { "\($0) workers" }.joined(separator: " | ") + " |")
        print("| --- |" + String(repeating: " ---: |", count: workers.count))
        for (work, row) in zip(work, outcomes) {
            print("| \(work) µs a batch | " + row.map(text).joined(separator: " | ") + " |")
        }
    }

    private func percent(_ share: Double) -> String { number(100 * share) }

    private func number(_ value: Double) -> String { String(Int(value.rounded())) }
}
