// How a document becomes a user's type: the choices that `JSONDecoder` gives, under the same names.

extension FrozenJSON {
    /// How values are decoded: key strategies, non-conforming floats, and what to do for types of one's own choice.
    ///
    /// For `Date`, `Data`, `URL` and `Decimal` as `JSONDecoder` has them import `WorkerPoolFoundation`.
    public struct DecodingOptions: Sendable {
        /// How the keys of a type are found among an object's names.
        public enum KeyDecodingStrategy: Sendable {
            /// As they are: the fastest, one pass where the fields come in the document's order.
            case useDefaultKeys
            /// `snake_case` names become `camelCase` first, by `JSONDecoder`'s rule.
            case convertFromSnakeCase
            /// By a function of the path to the name, the name last.
            ///
            /// Called for each name of each object that is decoded, and again for the names above it: what it costs grows with the square of
            /// the depth.
            case custom(@Sendable ([any CodingKey]) -> any CodingKey)
        }

        /// What infinities and NaN are written as.
        public enum NonConformingFloatDecodingStrategy: Sendable {
            /// Not at all.
            case `throw`
            /// As strings.
            case convertFromString(positiveInfinity: String, negativeInfinity: String, nan: String)
        }

        /// How keys are found; by default as they are.
        public var keyDecodingStrategy = KeyDecodingStrategy.useDefaultKeys
        /// What infinities and NaN are written as; by default not at all.
        public var nonConformingFloatDecodingStrategy = NonConformingFloatDecodingStrategy.throw
        /// What an `init(from:)` finds in its decoder's `userInfo`.
        public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

        /// By the type that each decodes.
        var strategies: [ObjectIdentifier: any DecodingStrategy] = [:]

        /// What a strategy was made from, by the type that it decodes, for those who set it as a property.
        package var origins: [ObjectIdentifier: any Sendable] = [:]

        /// Whether keyed containers may be lent again (`LentContainers`); only tests turn it off.
        package var lendsContainers = LentContainers.isKnown

        /// No strategies: keys are found as they are, and every type is decoded by its `init(from:)`.
        ///
        /// What `JSONDecoder` begins with, `WorkerPoolFoundation` has as `likeJSONDecoder`.
        public init() {}

        /// Decodes every value of exactly `type` by `decode`, and not by its `init(from:)`; nil goes back to that.
        ///
        /// The types that JSON itself has a form for (`String`, `Bool`, integers, `Double` and `Float`) have no strategies.
        public mutating func setStrategy<Value: Decodable & SendableMetatype>(
            for type: Value.Type,
            _ decode: (@Sendable (any Swift.Decoder) throws -> Value)?
        ) {
            strategies[ObjectIdentifier(type)] = decode.map { StrategyByFunction($0) }
            origins[ObjectIdentifier(type)] = nil
        }
    }
}

extension FrozenJSON.DecodingOptions.KeyDecodingStrategy {
    @inline(__always)
    var converts: Bool {
        if case .useDefaultKeys = self { return false }
        return true
    }

    /// The name that a type's key is compared with; `path` leads to the object.
    func converted(_ name: String, under path: [any CodingKey]) -> String {
        switch self {
        case .useDefaultKeys: name
        case .convertFromSnakeCase: SnakeCase.camelCase(name)
        case .custom(let convert): convert(path + [DocumentKey(name)]).stringValue
        }
    }
}
