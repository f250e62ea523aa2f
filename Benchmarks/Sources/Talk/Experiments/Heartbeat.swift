// What decoding does to everything else in the process: how late a task that sleeps 1 ms wakes.

import Contestants
import Measuring
import Payloads
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

struct Heartbeat: Experiment {
    let name = "heartbeat"
    let title =
        "Heartbeat: how late a task that sleeps 1 ms wakes, while two consumers decode batches of 500 messages of 5.1 KB"
    let reading =
        "The figures in ms are the heartbeat's lateness, not a batch's. The pool's rows tell who asks, a thread or a task, and the workers' priority; helping is off where a thread asks."

    func rows(_ stage: Stage) async throws -> [Row] {
        var rows: [Row] = []
        rows += try await measure(stage, .dear, WorkerPool.JSON(Order.self)) { $0.digest }
        rows += try await measure(stage, .cheap, ScanDecoder()) { $0.checksum ^ $0.total }
        rows += try await measure(stage, .frozen, FrozenJSON.Decoder()) { $0.orderDigest }
        return rows
    }

    private func measure<D: WorkerPool.Decoder>(
        _ stage: Stage,
        _ decoder: DecoderUnderTest,
        _ theDecoder: D,
        _ digest: @escaping @Sendable (D.Output) -> UInt64
    ) async throws -> [Row] where D.Payload == [UInt8] {
        guard stage.wants(["decoder": decoder.name]) else { return [] }
        let contest = Contest(stage)
        let subject = Subject(theDecoder, digest: digest)
        let recipe = try stage.recipe(
            decoder,
            sizes: [5_100],
            payloads: 500,
            milliseconds: stage.pick(full: 400, quick: 200)
        )
        var even = recipe
        even.batches = max(2, recipe.batches / 2 * 2)
        let load = try Load(even.make(), producers: 2, plainLoop: .plainLoop(subject))

        let quiet = ["decoder": decoder.name, "retrieve": "", "priority": ""]
        contest.enter("nothing runs", quiet) {
            let heart = Heart()
            try await Task.sleep(for: .milliseconds(300))
            return Figures(latencies: await heart.stop())
        }
        func enter(_ contestant: Contestant<[UInt8]>, retrieve: String = "", priority: String = "") {
            let labels = ["decoder": decoder.name, "retrieve": retrieve, "priority": priority]
            contest.enter(contestant.name, labels) {
                let heart = Heart()
                var figures = Figures(try await drive(contestant, load))
                figures.latencies = await heart.stop()
                return figures
            }
            contest.atEnd { await contestant.stop() }
        }
        let priorities: [(String, WorkerPool.Configuration.Priority)] = [
            ("normal", .normal), ("nice 5", .nice(5)), ("nice 10", .nice(10)), ("nice 19", .nice(19)),
            ("batch", .batch),
            ("idle", .idle),
        ]
        for (name, priority) in stage.pick(full: priorities, quick: [priorities[0], priorities[2]]) {
            enter(try Self.pool(subject, stage, priority, isAwaited: true), retrieve: "awaited", priority: name)
        }
        enter(try Self.pool(subject, stage, .normal, isAwaited: false), retrieve: "blocking", priority: "normal")
        for name in ContestantName.all where name != .workerPool && name != .plainLoop {
            enter(try .make(name, subject, workers: stage.cores, producers: 2))
        }
        return try await contest.rows(seconds: 18)
    }

    private static func pool<D: WorkerPool.Decoder>(
        _ subject: Subject<D>,
        _ stage: Stage,
        _ priority: WorkerPool.Configuration.Priority,
        isAwaited: Bool
    ) throws -> Contestant<D.Payload> {
        var configuration = WorkerPool.Configuration()
        configuration.workers = stage.cores
        configuration.priority = priority
        configuration.retrieveHelps = false
        let pool = try WorkerPool(configuration)
        let lanes = (0..<2).map { pool.lane("producer \($0)", decoder: subject.decoder) }
        return Contestant(
            ContestantName.workerPool.rawValue,
            isAwaited
                ? .suspending { subject.digest(of: try await lanes[$0].dispatchAsync($1).retrieve()) }
                : .blocking { subject.digest(of: try lanes[$0].dispatchAsync($1).retrieve()) },
            stop: { await pool.shutdown() }
        )
    }
}

/// A task of the cooperative pool that sleeps 1 ms again and again and notes how late it wakes.
private struct Heart: Sendable {
    private let flag: Flag
    private let beating: Task<[UInt64], Never>

    init() {
        let flag = Flag()
        self.flag = flag
        beating = Task.detached {
            var lateness: [UInt64] = []
            while !flag.isRaised {
                let start = now()
                try? await Task.sleep(for: .milliseconds(1))
                let slept = now() - start
                lateness.append(slept - min(slept, 1_000_000))
            }
            return lateness
        }
    }

    /// Nanoseconds of lateness of each beat.
    func stop() async -> [UInt64] {
        flag.raise()
        return await beating.value
    }
}
