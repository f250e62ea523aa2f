// Lets the contestants decode every chunk, in rotating order, and adds up the time each took.

import Foundation
import WorkerPool

struct Comparison<D: WorkerPool.Decoder>: Sendable where D.Payload == ArraySlice<UInt8>, D.Output == Document? {
    let decoder: D
    let lane: WorkerPool.Lane<D.Payload, D.Output, D.Failure>
    let batchSize: Int
    let workers: Int

    /// How many seconds a round should take when a short input's lines are repeated.
    private static var repeatedRound: Double { 0.3 }

    private(set) var tally = Tally()
    private(set) var figures = Figures()

    init(pool: WorkerPool, decoder: D, batchSize: Int) {
        self.decoder = decoder
        lane = pool.lane("demo", decoder: decoder)
        self.batchSize = batchSize
        workers = pool.configuration.workers
    }

    /// Runs until the source ends, then on with its largest chunk if that took less than `shortestRun` seconds.
    ///
    /// Only the contestants are timed, neither the reading nor the comparing.
    mutating func run(on source: any ChunkSource, shortestRun: Double) async throws(Complaint) {
        var source = source
        var largest: Chunk?
        var largestTook = 0.0
        while let chunk = try await source.nextChunk() {
            // What the pool and its workers make only once must not count against whoever comes first.
            if largest == nil { for contestant in Contestant.allCases { _ = try await decode(chunk, by: contestant) } }
            let before = figures.seconds
            tally.add(try await round(chunk), of: chunk)
            if chunk.byteCount > largest?.byteCount ?? 0 {
                largest = chunk
                largestTook = figures.seconds - before
            }
        }
        if let largest, figures.seconds < shortestRun {
            let chunk = largest.repeated(Int(Self.repeatedRound / max(largestTook, 1e-6)))
            figures = Figures(isRepeated: true)
            while figures.seconds < shortestRun { _ = try await round(chunk) }
        }
        Console.showProgress("")
    }

    /// Lets every contestant decode the chunk; returns what they all found.
    private mutating func round(_ chunk: Chunk) async throws(Complaint) -> [Verdict] {
        var verdicts: [Contestant: [Verdict]] = [:]
        var took: [Contestant: Double] = [:]
        for contestant in Contestant.order(ofRound: figures.rounds) {
            Console.showProgress("\(grouped(tally.total)) lines, round \(figures.rounds + 1): \(contestant.rawValue)")
            let heartbeat = Heartbeat()
            let cpuStart = Self.cpuSeconds
            let start = ContinuousClock.now
            let results = try await decode(chunk, by: contestant)
            let seconds = start.duration(to: .now) / .seconds(1)
            let cpuSeconds = Self.cpuSeconds - cpuStart
            let lateness = await heartbeat.stop()
            figures.scores[contestant]!.add(chunk.lines.count, seconds, cpuSeconds, lateness)
            took[contestant] = seconds
            verdicts[contestant] = results.map(Verdict.init)
        }
        figures.timesPlainLoop.append(took[.plainLoop]! / took[.pool]!)
        figures.timesTaskGroup.append(took[.taskGroup]! / took[.pool]!)
        // Nobody wins by being wrong.
        for contestant in Contestant.allCases where verdicts[contestant] != verdicts[.plainLoop] {
            let place = "\(chunk.places[0].file):\(chunk.places[0].line)"
            throw Complaint(.software, "the \(contestant.rawValue) and the plain loop disagree, at \(place) or later")
        }
        return verdicts[.plainLoop]!
    }

    private func decode(
        _ chunk: Chunk,
        by contestant: Contestant
    ) async throws(Complaint) -> [Result<Document?, D.Failure>] {
        do throws(WorkerPool.RetrievalError) {
            return try await contestant.decode(chunk, decoder: decoder, lane: lane, batchSize: batchSize)
        } catch {
            throw Complaint(.software, "the \(contestant.rawValue) gave no results: \(error)")
        }
    }

    private static var cpuSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
