// The pool's decoder of a user's `Decodable` types.

public import WorkerPool

extension FrozenJSON {
    /// Decodes JSON into any `Decodable & Sendable` type, straight from the tape.
    ///
    /// ```swift
    /// struct Order: Decodable, Sendable { let id: Int; let total: Double }
    ///
    /// let orders = pool.lane("orders", decoder: FrozenJSON.ValueDecoder(Order.self))
    /// let results = try await orders.dispatchAsync(messages).retrieve()   // messages: [[UInt8]]
    /// ```
    ///
    /// It stands where `WorkerPool.JSON(Order.self)` stood: same types, same results, same errors, so that one line changes.
    /// Payloads of `Data`, and the strategies for dates that `JSONDecoder` has, come with `WorkerPoolFoundation`.
    public struct ValueDecoder<Value: Decodable & Sendable, Payload: FrozenJSON.Payload>: WorkerPool.Decoder {
        private let parsing: Options
        private let decoding: DecodingOptions

        /// A decoder of `Value` from `payload`.
        ///
        /// - Parameters:
        ///   - value: What the JSON is decoded into.
        ///   - payload: What holds the bytes.
        ///   - parsing: What the parser refuses.
        ///   - configure: Sets up the strategies for keys, dates, and so on.
        public init(
            _ value: Value.Type,
            from payload: Payload.Type,
            parsing: Options = Options(),
            configure: (inout DecodingOptions) -> Void = { _ in }
        ) {
            self.parsing = parsing
            var options = DecodingOptions()
            configure(&options)
            decoding = options
        }

        /// The parser's memory, and what reads it, reused from document to document.
        public final class Workspace {
            fileprivate let parser = FrozenJSON.Workspace()
            fileprivate var tape: TapeReading?
        }

        /// Makes a workspace; it grows with the largest document.
        public func makeWorkspace() -> Workspace { Workspace() }

        /// Decodes one document.
        ///
        /// - Throws: A `DecodingError`; for what is no JSON it is `dataCorrupted` with the `ParseError` underneath.
        public func decode(_ payload: Payload, in workspace: inout Workspace) throws -> Value {
            // The tape lies in the workspace, which the next document overwrites: whoever else holds its reading must have a copy.
            var tape = workspace.tape
            workspace.tape = nil
            defer {
                if isKnownUniquelyReferenced(&tape), tape!.hasNothingLent {
                    workspace.tape = tape
                } else {
                    tape?.keep()
                    tape?.endLending()
                }
            }
            do {
                let parser = workspace.parser
                try unsafe payload.withBytes { bytes throws(ParseError) in
                    let written = unsafe try parser.write(bytes, options: parsing)
                    if let tape {
                        unsafe tape.read(borrowing: written)
                    } else {
                        tape = unsafe TapeReading(borrowing: written, options: decoding, isLending: true)
                    }
                }
            } catch {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: [],
                        debugDescription: "The given data was not valid JSON.",
                        underlyingError: error
                    )
                )
            }
            return try tape!.value(Value.self, at: tape!.root)
        }
    }
}

extension FrozenJSON.ValueDecoder where Payload == [UInt8] {
    /// A decoder of `Value` from arrays of bytes.
    ///
    /// - Parameters:
    ///   - value: What the JSON is decoded into.
    ///   - parsing: What the parser refuses.
    ///   - configure: Sets up the strategies for keys, dates, and so on.
    public init(
        _ value: Value.Type,
        parsing: FrozenJSON.Options = FrozenJSON.Options(),
        configure: (inout FrozenJSON.DecodingOptions) -> Void = { _ in }
    ) {
        self.init(value, from: [UInt8].self, parsing: parsing, configure: configure)
    }
}
