import Foundation

extension Calls {
    /// Any other type, by the containers' generic methods.
    private init<Value: Decodable & SendableMetatype>(_ type: Value.Type) {
        self.init(
            type: "\(type)",
            keyed: { try $0.decode(type, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(type, forKey: $1) as Any },
            unkeyed: { try $0.decode(type) },
            unkeyedIfPresent: { try $0.decodeIfPresent(type) as Any },
            single: { try $0.decode(type) }
        )
    }

    /// Types of which each strategy may have something to say.
    static let others: [Calls] = [
        Calls(Date.self), Calls(Data.self), Calls(URL.self), Calls(Decimal.self), Calls(UUID.self),
        Calls([Date].self), Calls([String: Data].self), Calls([Decimal?].self), Calls(URL?.self),
        Calls([Int].self), Calls([Double].self), Calls([Bool?].self), Calls(Set<String>.self), Calls([UInt8].self),
        Calls([String: Int].self), Calls([String: Double?].self), Calls([Int: String].self), Calls([Suit: Int].self),
        Calls([String: [String: Bool]].self), Calls([AnyName: Int].self), Calls([Double: Int].self),
        Calls(Int??.self), Calls(Suit.self), Calls(Rank.self), Calls(Event.self), Calls(Guess.self),
        Calls(Range<Int>.self),
        Calls(ContiguousArray<Float>.self),
    ]

    /// Types that wander on.
    static let wanderers = [Calls(Wanderer.self), Calls(Wanderer?.self)] + deepWanderers

    private static let deepWanderers = [
        Calls([Wanderer].self), Calls([String: Wanderer].self), Calls([Wanderer?].self), Calls([Int: Wanderer].self),
    ]

    /// All but those that wander on from the same place.
    static let deeper = standard + others + deepWanderers
}
