/// What decodes the values of one type instead of their `init(from:)`.
protocol DecodingStrategy: AnyObject, Sendable {
    /// The value as `type`, which is the strategy's: neither boxed nor cast.
    func value<Value>(_ type: Value.Type, from decoder: any Swift.Decoder) throws -> Value
}

final class StrategyByFunction<Decoded>: DecodingStrategy {
    private let decode: @Sendable (any Swift.Decoder) throws -> Decoded

    init(_ decode: @escaping @Sendable (any Swift.Decoder) throws -> Decoded) { self.decode = decode }

    func value<Value>(_ type: Value.Type, from decoder: any Swift.Decoder) throws -> Value {
        // A strategy is kept, and found, under the type that it makes.
        unsafe unsafeBitCast(try decode(decoder), to: type)
    }
}
