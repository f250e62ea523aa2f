// The ways of decoding a batch that the crossover compares.

import Contestants
import WorkerPool

/// One decoder's ways, which all answer the digest of their results, with its type hidden but its loops specialised.
struct CrossoverWays: Sendable {
    typealias Decode = @Sendable ([[UInt8]]) throws -> UInt64

    let decoderName: String
    let plainLoop: Decode
    /// Always handed over.
    let plainDispatch: @Sendable (WorkerPool) -> Decode
    /// A new lane, that learns by itself what is too little.
    let lane: @Sendable (WorkerPool) -> Decode
    /// A new lane, that is told.
    let minPayloads: @Sendable (WorkerPool, Int) -> Decode

    /// Called where the type is known, so that the compiler specialises every way for it.
    @inline(__always)
    init<D: WorkerPool.Decoder>(_ decoderName: String, _ subject: Subject<D>) where D.Payload == [UInt8] {
        self.decoderName = decoderName
        plainLoop = { subject.digest(of: subject.decode($0.indices, of: $0)) }
        plainDispatch = { pool in
            { subject.digest(of: try pool.dispatchAsync($0, decoder: subject.decoder).retrieve()) }
        }
        lane = { pool in
            let lane = pool.lane("learning", decoder: subject.decoder)
            return { subject.digest(of: try lane.dispatchAsync($0).retrieve()) }
        }
        minPayloads = { pool, count in
            let lane = pool.lane(
                "told",
                decoder: subject.decoder,
                minPayloads: count,
                decodesInPlaceWhenCheaper: false
            )
            return { subject.digest(of: try lane.dispatchAsync($0).retrieve()) }
        }
    }
}
