// The ways of decoding a batch that the crossover compares.

import Contestants
import WorkerPool

/// One decoder's ways, which all answer the digest of their results, with its type hidden but its loops specialised.
struct CrossoverWays: Sendable {
    typealias Way = Contestant<[UInt8]>.Way

    let decoderName: String
    let plainLoop: @Sendable ([[UInt8]]) throws -> UInt64
    /// Always handed over.
    let plainDispatch: @Sendable (WorkerPool, _ isAwaited: Bool) -> Way
    /// A new lane, that learns by itself what is too little.
    let lane: @Sendable (WorkerPool, _ isAwaited: Bool) -> Way
    /// A new lane, that is told.
    let minPayloads: @Sendable (WorkerPool, _ count: Int, _ isAwaited: Bool) throws -> Way

    /// Called where the type is known, so that the compiler specialises every way for it.
    @inline(__always)
    init<D: WorkerPool.Decoder>(_ decoderName: String, _ subject: Subject<D>) where D.Payload == [UInt8] {
        self.decoderName = decoderName
        plainLoop = { subject.digest(of: subject.decode($0.indices, of: $0)) }
        plainDispatch = { pool, isAwaited in
            isAwaited
                ? .suspending { _, batch in
                    subject.digest(of: try await pool.decode(batch, decoder: subject.decoder))
                }
                : .blocking { _, batch in
                    subject.digest(of: try pool.decodeBlocking(batch, decoder: subject.decoder))
                }
        }
        lane = { pool, isAwaited in
            .lanes([pool.lane("learning", decoder: subject.decoder)], subject, isAwaited: isAwaited)
        }
        minPayloads = { pool, count, isAwaited in
            var settings = WorkerPool.LaneSettings()
            settings.minPayloads = count
            settings.decodesInPlace = false
            let lane = try pool.lane("told", decoder: subject.decoder, settings: settings)
            return .lanes([lane], subject, isAwaited: isAwaited)
        }
    }
}
