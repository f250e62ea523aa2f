// JSON by Foundation's decoder.

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import WorkerPool

extension WorkerPool {
    /// Decodes JSON into any `Decodable & Sendable` type by Foundation's `JSONDecoder`, one for each worker.
    ///
    /// ```swift
    /// struct Order: Decodable, Sendable { let id: Int; let total: Double }
    ///
    /// let orders = pool.lane("orders", decoder: WorkerPool.JSON(Order.self))
    /// let results = try await orders.decode(messages)  // messages: [[UInt8]]
    /// ```
    ///
    /// A payload is what holds its bytes in one piece: `[UInt8]` or `Data`, and as slices that share one big buffer
    /// `ArraySlice<UInt8>` or slices of `Data`. The bytes are read where they are, never copied.
    public struct JSON<Value: Decodable & Sendable, Payload: ContiguousBytes & Sendable>: Decoder {
        private let configure: @Sendable (JSONDecoder) -> Void

        /// A decoder of `Value` from `payload`.
        ///
        /// - Parameters:
        ///   - value: What the JSON is decoded into.
        ///   - payload: What holds the bytes.
        ///   - configure: Sets up the `JSONDecoder` of each worker: strategies for dates, keys, and so on.
        public init(
            _ value: Value.Type,
            from payload: Payload.Type,
            configure: @escaping @Sendable (JSONDecoder) -> Void = { _ in }
        ) {
            self.configure = configure
        }

        /// A `JSONDecoder`, configured.
        public func makeWorkspace() -> JSONDecoder {
            let decoder = JSONDecoder()
            configure(decoder)
            return decoder
        }

        /// Decodes one document; throws what `JSONDecoder` throws, a `DecodingError` as a rule.
        public func decode(_ payload: Payload, in workspace: inout JSONDecoder) throws -> Value {
            try unsafe payload.withUnsafeBytes { bytes in
                guard let address = bytes.baseAddress else {
                    return try workspace.decode(Value.self, from: Data())
                }
                // The data points into the payload, which outlives it: `JSONDecoder` keeps nothing of its input beyond the
                // call. It never writes, so the mutability that the initialiser asks for is not used.
                let data = unsafe Data(
                    bytesNoCopy: UnsafeMutableRawPointer(mutating: address),
                    count: bytes.count,
                    deallocator: .none
                )
                return try workspace.decode(Value.self, from: data)
            }
        }
    }
}

extension WorkerPool.JSON where Payload == [UInt8] {
    /// A decoder of `Value` from arrays of bytes.
    ///
    /// - Parameters:
    ///   - value: What the JSON is decoded into.
    ///   - configure: Sets up the `JSONDecoder` of each worker: strategies for dates, keys, and so on.
    public init(_ value: Value.Type, configure: @escaping @Sendable (JSONDecoder) -> Void = { _ in }) {
        self.init(value, from: [UInt8].self, configure: configure)
    }
}
