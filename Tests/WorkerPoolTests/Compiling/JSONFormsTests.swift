import Testing

@Suite("How a decoder of JSON may be written", .serialized, .timeLimit(.minutes(5)))
struct JSONFormsTests {
    private static let surroundings = """
        import Foundation
        import WorkerPool
        import WorkerPoolFoundation
        import WorkerPoolJSON

        struct Order: Decodable, Sendable { let id: Int; let total: Double }
        typealias Lane<Payload: Sendable> = WorkerPool.Lane<Payload, Order, any Error>
        typealias Filtered<Payload: Sendable> = WorkerPool.Lane<Payload, Order?, any Error>

        """

    private func check(_ body: String) throws -> Toolchain.Outcome {
        try Toolchain.check(Self.surroundings + "func forms(_ pool: WorkerPool) async throws {\n" + body + "\n}\n")
    }

    @Test func `a lane's decoder is one word, and says what its payloads are`() throws {
        let outcome = try check(
            """
            let lines = pool.lane("a", decoder: .ndjson(Order.self))
            let arrays = pool.lane("b", decoder: .json(Order.self))
            let data = pool.lane("c", decoder: .json(Order.self, from: Data.self))
            let strings = pool.lane("d", decoder: .json(Order.self, from: String.self))
            let parts = pool.lane("e", decoder: .json(Order.self, from: Substring.self))
            let slices = pool.lane("f", decoder: .json(Order.self, from: ArraySlice<UInt8>.self))
            _ = (lines, arrays, data) as (Lane<ArraySlice<UInt8>>, Lane<[UInt8]>, Lane<Data>)
            _ = (strings, parts, slices) as (Lane<String>, Lane<Substring>, Lane<ArraySlice<UInt8>>)
            """
        )
        #expect(outcome.isSuccess, "\(outcome.text)")
    }

    @Test func `where the payloads are at hand nobody says what they are`() throws {
        let outcome = try check(
            """
            let lines: [ArraySlice<UInt8>] = [], arrays: [[UInt8]] = [], data: [Data] = [], strings: [String] = []
            _ = try await pool.decode(lines, decoder: .ndjson(Order.self)).first?.get().id
            _ = try await pool.decode(lines, decoder: .json(Order.self)).first?.get().id
            _ = try await pool.decode(arrays, decoder: .json(Order.self)).first?.get().id
            _ = try await pool.decode(data, decoder: .json(Order.self)).first?.get().id
            _ = try await pool.decode(lines, decoder: FrozenJSON.ValueDecoder(Order.self)).first?.get().id
            _ = try await pool.dispatchAsync(strings, decoder: .json(Order.self)).retrieve().first?.get().id
            """
        )
        #expect(outcome.isSuccess, "\(outcome.text)")
    }

    @Test func `options stand behind the type`() throws {
        let outcome = try check(
            """
            let small = FrozenJSON.Options(maximumSize: 1 << 20)
            _ = pool.lane("a", decoder: .ndjson(Order.self, options: small, decoding: .likeJSONDecoder))
            _ = pool.lane("b", decoder: .json(Order.self, options: small, decoding: .likeJSONDecoder))
            _ = pool.lane("c", decoder: .json(Order.self, from: Data.self, options: small, decoding: .likeJSONDecoder))
            let data: [Data] = []
            _ = try await pool.decode(data, decoder: .json(Order.self, options: small, decoding: .likeJSONDecoder))
            _ = try pool.lane("d", decoder: .ndjson(Order.self), settings: WorkerPool.LaneSettings())
            """
        )
        #expect(outcome.isSuccess, "\(outcome.text)")
    }

    @Test func `a chain starts from the decoder's name, or its closures are Sendable`() throws {
        let outcome = try check(
            """
            let decoder = FrozenJSON.ValueDecoder(Order.self)
            let named: Filtered<[UInt8]> = pool.lane("a", decoder: decoder.filter { $0.total > 100 })
            let lines: Filtered<ArraySlice<UInt8>> = pool.lane(
                "b", decoder: FrozenJSON.ValueDecoder.ndjson(Order.self).filter { $0.total > 100 })
            let sendable: Filtered<ArraySlice<UInt8>> = pool.lane(
                "c", decoder: .ndjson(Order.self).filter { @Sendable in $0.total > 100 })
            _ = (named, lines, sendable)
            """
        )
        #expect(outcome.isSuccess, "\(outcome.text)")
    }
}
