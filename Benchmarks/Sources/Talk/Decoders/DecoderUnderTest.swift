// The decoders that every contestant runs; each has a file of its own in this folder.

import Contestants
import Measuring
import WorkerPool

/// A decoder of messages, with its type hidden but its loops specialised.
struct DecoderUnderTest: Sendable {
    let name: String
    private let makeContestant: @Sendable (ContestantName, Int, Int) throws -> Contestant<[UInt8]>
    private let makeConsumer: @Sendable (Int, Int) throws -> Consumer<[UInt8]>
    private let makePool: @Sendable (WorkerPool.Configuration, Int, Bool) throws -> Contestant<[UInt8]>

    /// Called where the type is known, so that the compiler specialises every contestant for it.
    @inline(__always)
    init<D: WorkerPool.Decoder>(_ name: String, _ subject: Subject<D>) where D.Payload == [UInt8] {
        self.name = name
        makeContestant = { try .make($0, subject, workers: $1, producers: $2) }
        makeConsumer = { try Consumer(subject, workers: $0, ahead: $1) }
        makePool = { try .workerPool(subject, $0, producers: $1, isAwaited: $2) }
    }

    func contestant(_ name: ContestantName, workers: Int, producers: Int) throws -> Contestant<[UInt8]> {
        try makeContestant(name, workers, producers)
    }

    /// One lane of the pool with batches in flight.
    func consumer(workers: Int, ahead: Int) throws -> Consumer<[UInt8]> { try makeConsumer(workers, ahead) }

    func pool(
        _ configuration: WorkerPool.Configuration,
        producers: Int,
        isAwaited: Bool
    ) throws -> Contestant<[UInt8]> {
        try makePool(configuration, producers, isAwaited)
    }

    var plainLoop: Contestant<[UInt8]> {
        get throws { try contestant(.plainLoop, workers: 1, producers: 1) }
    }

    /// Nanoseconds that a plain loop takes for one of these payloads, roughly.
    func cost(of payloads: [[UInt8]]) throws -> Double {
        guard case .blocking(let decode) = try plainLoop.way else { return 0 }
        let sample = Array(payloads.prefix(40))
        _ = try decode(0, sample)
        let start = now()
        consume(try decode(0, sample))
        return Double(now() - start) / Double(sample.count)
    }

    /// How many messages of this size make a batch: 500.
    ///
    /// For a decoder of Foundation's no more than 4 MB: a batch that took a second would leave no time for rounds.
    func payloads(of size: Int) -> Int {
        ["dear", "serialization"].contains(name) ? min(500, 4_000_000 / size / 50 * 50) : 500
    }

    /// Those that the experiments run with.
    static let measured = [dear, cheap, frozen]
    /// Those that can be asked for by name.
    static let all = measured + [serialization, frozenValues] + [simdJSON].compactMap(\.self)

    static func named(_ name: String) -> DecoderUnderTest? { all.first { $0.name == name } }
}
