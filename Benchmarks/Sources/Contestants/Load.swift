// What a run is loaded with, and what must come of it.

/// What the producers of a run dispatch.
package struct Load<Payload: Sendable>: Sendable {
    /// By producer: its batches.
    package var batches: [[[Payload]]]
    /// By producer and batch: what the plain loop made of it; nil where that is not to be known.
    package var expected: [[UInt64]]?
    /// Whether all but the first producer begin again until the first has ended.
    package var othersRepeat: Bool

    /// Deals the batches out to producers, and has the plain loop decode them.
    package init(
        _ batches: [[Payload]],
        producers: Int,
        plainLoop: Contestant<Payload>
    ) throws {
        let shares = (0..<producers)
            .map { producer in
                stride(from: producer, to: batches.count, by: producers).map { batches[$0] }
            }
        try self.init(shares: shares, othersRepeat: false, plainLoop: plainLoop)
    }

    /// A load whose results are not compared.
    package init(unchecked shares: [[[Payload]]]) {
        batches = shares
        othersRepeat = false
    }

    package init(shares: [[[Payload]]], othersRepeat: Bool, plainLoop: Contestant<Payload>) throws {
        batches = shares
        self.othersRepeat = othersRepeat
        guard case .blocking(let decode) = plainLoop.way else { preconditionFailure("a plain loop blocks") }
        expected = try shares.map { try $0.map { try decode(0, $0) } }
    }
}

extension Load {
    func accepts(_ digest: UInt64, _ producer: Int, _ index: Int) -> Bool {
        guard let expected else { return true }
        return expected[producer][index] == digest
    }
}
