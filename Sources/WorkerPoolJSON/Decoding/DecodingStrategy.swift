/// What decodes the values of one type instead of their `init(from:)`.
protocol DecodingStrategy: AnyObject, Sendable {
    /// The value as `type`, which is the strategy's: neither boxed nor cast.
    func value<Value>(_ type: Value.Type, from decoder: any Swift.Decoder) throws -> Value
}
