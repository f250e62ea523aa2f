// How 65 KB results come out of the pool: copied, frozen afterwards, frozen while parsing, or as what is frozen by construction.

import Contestants
import Measuring
import Payloads
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

struct Transfer: Experiment {
    let name = "transfer"
    let title = "Results of 65 KB messages handed out in six ways, each against a plain loop that keeps what it decodes"
    let reading = "The talk: deep copy 0.29, freeze afterwards 0.42, frozen while parsing 2.3."

    func rows(_ stage: Stage) async throws -> [Row] {
        let contest = Contest(stage)
        let batches = Recipe(sizes: [65_000], payloads: 64, batches: 1).make()
        let plain = Contestant.plainLoop(Subject(WorkerPool.JSON(Order.self)) { $0.digest })
        let load = try Load(batches, producers: 1, plainLoop: plain)

        let columns = [
            "ratio to deep copy": ["strategy": "deep copy"],
            "ratio to freeze afterwards": ["strategy": "freeze afterwards"],
        ]

        func enter<D: WorkerPool.Decoder>(_ strategy: String, _ subject: Subject<D>) throws where D.Payload == [UInt8] {
            let labels = ["size": "65 KB", "strategy": strategy]
            contest.enter(try .workerPool(subject, workers: stage.cores, producers: 1), load, labels)
            contest.enter(plain, load, labels)
        }
        try enter("deep copy", Subject(WorkerPool.JSON(Handed<OrderGraph>.self)) { $0.value.copied().digest })
        try enter("freeze afterwards", Subject(FreezingDecoder()) { $0.digest })
        try enter("frozen while parsing", Subject(FrozenJSON.Decoder()) { $0.wholeOrderDigest })
        try enter("value types", Subject(WorkerPool.JSON(Order.self)) { $0.digest })
        try enter("copy-on-write box", Subject(WorkerPool.JSON(BoxedOrder.self)) { $0.order.digest })
        try enter("Sendable classes", Subject(WorkerPool.JSON(FrozenOrder.self)) { $0.digest })
        return try await contest.rows(seconds: 14, baselines: columns)
    }
}

/// A mutable graph on its way to the consumer, who copies it.
///
/// `@unchecked Sendable`: the worker lets go of it when it has decoded it, and the consumer only reads it to copy it.
private struct Handed<Value: Decodable>: Decodable, @unchecked Sendable {
    let value: Value

    init(from decoder: any Swift.Decoder) throws { value = try Value(from: decoder) }
}

/// Decodes into a mutable graph, and builds the frozen value from it, a second walk over everything.
private struct FreezingDecoder: WorkerPool.Decoder {
    let base = WorkerPool.JSON(Handed<OrderGraph>.self)

    func makeWorkspace() -> WorkerPool.JSON<Handed<OrderGraph>, [UInt8]>.Workspace { base.makeWorkspace() }

    func decode(_ payload: [UInt8], in workspace: inout WorkerPool.JSON<Handed<OrderGraph>, [UInt8]>.Workspace) throws
        -> Order
    {
        try base.decode(payload, in: &workspace).value.frozen()
    }
}

extension FrozenJSON {
    /// The digest that an `Order` of the same document has.
    fileprivate var wholeOrderDigest: UInt64 {
        let sizes =
            self["lines"].count &+ (self["text"].string?.utf8.count ?? 0)
            &+ (self["customer"]["name"].string?.utf8.count ?? 0)
        return UInt64(truncatingIfNeeded: self["id"].int ?? 0) &* 31 &+ UInt64(
            truncatingIfNeeded: self["total"].int ?? 0
        ) &* 17
            &+ UInt64(truncatingIfNeeded: sizes)
    }
}
