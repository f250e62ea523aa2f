/// A strategy that is a function of the user's.
final class StrategyByFunction<Decoded>: DecodingStrategy {
    private let decode: @Sendable (any Swift.Decoder) throws -> Decoded

    init(_ decode: @escaping @Sendable (any Swift.Decoder) throws -> Decoded) { self.decode = decode }

    func value<Value>(_ type: Value.Type, from decoder: any Swift.Decoder) throws -> Value {
        // A strategy is kept, and found, under the type that it makes.
        unsafe unsafeBitCast(try decode(decoder), to: type)
    }
}
