// What a lane or a batch is given in one word: `.ndjson(Order.self)`.

public import WorkerPool

extension WorkerPool.Decoder {
    /// Decodes NDJSON, a document a line, into a type of yours: a payload is a line's slice, as `FrozenJSON.Lines` has them.
    ///
    /// ```swift
    /// struct Order: Decodable, Sendable { let id: Int; let total: Double }
    ///
    /// let orders = pool.lane("orders", decoder: .ndjson(Order.self))
    /// let results = try await orders.decode(Array(FrozenJSON.Lines(of: buffer)))
    /// ```
    ///
    /// - Parameters:
    ///   - value: What the JSON is decoded into.
    ///   - options: What the parser refuses.
    ///   - decoding: The strategies for keys, dates, and so on.
    /// - Returns: A `FrozenJSON.ValueDecoder`.
    public static func ndjson<Value: Decodable & Sendable>(
        _ value: Value.Type,
        options: FrozenJSON.Options = FrozenJSON.Options(),
        decoding: FrozenJSON.DecodingOptions = FrozenJSON.DecodingOptions()
    ) -> Self where Self == FrozenJSON.ValueDecoder<Value, ArraySlice<UInt8>> {
        Self(value, from: ArraySlice<UInt8>.self, options: options, decoding: decoding)
    }

    /// Decodes JSON into a type of yours: a payload is an array of bytes.
    ///
    /// Where the payloads are at hand, as in `pool.decode(messages, decoder: .json(Order.self))`, it takes what they are. A lane for others
    /// than arrays of bytes says which: `.json(Order.self, from: String.self)`.
    ///
    /// - Parameters:
    ///   - value: What the JSON is decoded into.
    ///   - options: What the parser refuses.
    ///   - decoding: The strategies for keys, dates, and so on.
    /// - Returns: A `FrozenJSON.ValueDecoder`.
    public static func json<Value: Decodable & Sendable>(
        _ value: Value.Type,
        options: FrozenJSON.Options = FrozenJSON.Options(),
        decoding: FrozenJSON.DecodingOptions = FrozenJSON.DecodingOptions()
    ) -> Self where Self == FrozenJSON.ValueDecoder<Value, [UInt8]> {
        Self(value, from: [UInt8].self, options: options, decoding: decoding)
    }

    /// Decodes JSON into a type of yours, from the payloads that are at hand or that you name.
    ///
    /// - Parameters:
    ///   - value: What the JSON is decoded into.
    ///   - payload: What holds the bytes: `ArraySlice<UInt8>.self`, `String.self`, or with `WorkerPoolFoundation` `Data.self`.
    ///   - options: What the parser refuses.
    ///   - decoding: The strategies for keys, dates, and so on.
    /// - Returns: A `FrozenJSON.ValueDecoder`.
    public static func json<Value: Decodable & Sendable, Bytes: FrozenJSON.Payload>(
        _ value: Value.Type,
        from payload: Bytes.Type = Bytes.self,
        options: FrozenJSON.Options = FrozenJSON.Options(),
        decoding: FrozenJSON.DecodingOptions = FrozenJSON.DecodingOptions()
    ) -> Self where Self == FrozenJSON.ValueDecoder<Value, Bytes> {
        Self(value, from: payload, options: options, decoding: decoding)
    }

    /// Rejects what is no payload, which otherwise would be said without the cure for `Data`.
    @available(
        *,
        unavailable,
        message: "a payload is a FrozenJSON.Payload; Data is one if you import WorkerPoolFoundation"
    )
    public static func json<Value: Decodable & Sendable, Bytes>(
        _ value: Value.Type,
        from payload: Bytes.Type,
        options: FrozenJSON.Options = FrozenJSON.Options(),
        decoding: FrozenJSON.DecodingOptions = FrozenJSON.DecodingOptions()
    ) -> Self where Self == FrozenJSON.ValueDecoder<Value, [UInt8]> {
        preconditionFailure("nobody can call this: the compiler refuses it")
    }
}
