import TestSupport

/// What the `Wanderer`s of one decoding do, and a tally of what they did: both decoders are given the same, by `userInfo`.
final class Script: @unchecked Sendable {  // one thread decodes
    static let key = CodingUserInfoKey(rawValue: "script")!

    private let seed: UInt64
    /// How often each call was made.
    private(set) var calls: [String: Int] = [:]

    init(seed: UInt64) { self.seed = seed }

    /// What is done at a place depends on nothing but the place, since the members of a dictionary come in any order.
    func random(at path: [any CodingKey]) -> SplitMix {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for key in path {
            for byte in key.stringValue.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return SplitMix(seed: seed ^ hash)
    }

    func count(_ call: String) { calls[call, default: 0] += 1 }
}
