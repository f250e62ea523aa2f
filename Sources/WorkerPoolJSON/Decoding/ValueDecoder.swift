// The pool's decoder of a user's `Decodable` types.

public import WorkerPool

extension FrozenJSON {
    /// Decodes JSON into any `Decodable & Sendable` type, straight from the tape.
    ///
    /// ```swift
    /// struct Order: Decodable, Sendable { let id: Int; let total: Double }
    ///
    /// let orders = pool.lane("orders", decoder: .ndjson(Order.self))
    /// let results = try await orders.decode(Array(FrozenJSON.Lines(of: buffer)))
    /// ```
    ///
    /// `.ndjson` makes one for lines, `.json` one for other payloads. It stands where `WorkerPool.JSON(Order.self)` stood: strings, numbers,
    /// booleans, arrays, dictionaries and your types of them decode as by `JSONDecoder`. Names are compared byte for byte.
    ///
    /// For types with a `URL`, a `Decimal` or `Data` in base64 import `WorkerPoolFoundation` and add `decoding: .likeJSONDecoder`: without it
    /// such a value is decoded as it encodes itself, which is another form, and the error says so. That module has payloads of `Data`
    /// too, and the strategies for dates:
    ///
    /// <!-- prelude: struct Order: Decodable, Sendable { let placedAt: Date } -->
    /// ```swift
    /// var options = FrozenJSON.DecodingOptions.likeJSONDecoder
    /// options.dateDecodingStrategy = .iso8601
    /// options.keyDecodingStrategy = .convertFromSnakeCase
    /// let orders = pool.lane("orders", decoder: .ndjson(Order.self, decoding: options))
    /// ```
    ///
    /// What is wrong with a payload, and at which line and column, `FrozenJSON.Diagnosis(of: error, in: payload)` prints on one line.
    public struct ValueDecoder<Value: Decodable & Sendable, Payload: FrozenJSON.Payload>: WorkerPool.Decoder {
        @usableFromInline let value: Value.Type
        @usableFromInline let options: Options
        @usableFromInline let decoding: DecodingOptions

        /// A decoder of `Value` from `payload`.
        ///
        /// - Parameters:
        ///   - value: What the JSON is decoded into.
        ///   - payload: What holds the bytes; inferred where the payloads are at hand.
        ///   - options: What the parser refuses.
        ///   - decoding: The strategies for keys, dates, and so on.
        public init(
            _ value: Value.Type,
            from payload: Payload.Type = Payload.self,
            options: Options = Options(),
            decoding: DecodingOptions = DecodingOptions()
        ) {
            self.value = value
            self.options = options
            self.decoding = decoding
        }

        /// Makes a workspace; it grows with the largest document.
        @inlinable
        public func makeWorkspace() -> Workspace { Workspace(value, decoding: decoding) }

        /// Decodes one document.
        ///
        /// - Throws: A `DecodingError`; for what is not JSON it is `dataCorrupted` with the `ParseError` underneath.
        @inlinable
        public func decode(_ payload: Payload, in workspace: inout Workspace) throws -> Value {
            // Compiled where the payload's type is known; the rest is not generic over it.
            do throws(ParseError) {
                let workspace = workspace
                try unsafe payload.withBytes { bytes throws(ParseError) in
                    unsafe try workspace.parse(bytes, options: options)
                }
            } catch {
                throw Workspace.decodingError(of: error)
            }
            return try workspace.value()
        }
    }
}

extension FrozenJSON.ValueDecoder where Payload == [UInt8] {
    /// A decoder of `Value` from arrays of bytes.
    ///
    /// - Parameters:
    ///   - value: What the JSON is decoded into.
    ///   - options: What the parser refuses.
    ///   - decoding: The strategies for keys, dates, and so on.
    public init(
        _ value: Value.Type,
        options: FrozenJSON.Options = FrozenJSON.Options(),
        decoding: FrozenJSON.DecodingOptions = FrozenJSON.DecodingOptions()
    ) {
        self.init(value, from: [UInt8].self, options: options, decoding: decoding)
    }
}
