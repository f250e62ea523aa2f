// How batches are made, so that every process makes the same ones.

/// Batches of orders, told by numbers.
package struct Recipe: Codable, Sendable, Hashable {
    /// The sizes of the payloads in bytes; each batch has as many of each.
    package var sizes: [Int]
    /// Payloads in a batch.
    package var payloads: Int
    package var batches: Int
    /// The share of payloads that end too early.
    package var malformed = 0.0
    package var seed: UInt64 = 2026

    package init(sizes: [Int], payloads: Int, batches: Int) {
        self.sizes = sizes
        self.payloads = payloads
        self.batches = batches
    }

    package var messages: Int { payloads * batches }

    /// The batches; every payload has a buffer of its own, as messages that came in have, and one of 61 contents a size.
    package func make() -> [[[UInt8]]] {
        var maker = OrderMaker(seed: seed)
        let orders = sizes.map { size in (0..<61).map { _ in maker.make(size: size) } }
        var random = SplitMix64(seed: seed ^ 0xBA7C)
        var result: [[[UInt8]]] = []
        for _ in 0..<batches {
            var order = (0..<payloads).map { $0 % sizes.count }
            if sizes.count > 1 { order.shuffle(using: &random) }
            let picks = order.map { size in
                (
                    size: size, number: Int.random(in: 0..<61, using: &random),
                    isBad: Double.random(in: 0..<1, using: &random)
                )
            }
            result.append(
                picks.map { pick in
                    let bytes = orders[pick.size][pick.number]
                    return Self.copy(bytes, first: pick.isBad < malformed ? bytes.count - 20 : bytes.count)
                }
            )
        }
        return result
    }

    private static func copy(_ bytes: [UInt8], first count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            _ = buffer.initialize(from: bytes[..<count])
            initialized = count
        }
    }

    /// "524 B", "5.1 KB".
    package static func text(of size: Int) -> String {
        guard size >= 1000 else { return "\(size) B" }
        let tenths = (size + 50) / 100
        return tenths.isMultiple(of: 10) ? "\(tenths / 10) KB" : "\(tenths / 10).\(tenths % 10) KB"
    }

    /// The sizes that the talk measured with.
    package static let talkSizes = [524, 5_100, 18_800, 78_000]
}
