import Foundation
import Synchronization
import TestSupport
import Testing
import WorkerPool
import WorkerPoolFoundation

@Suite("The JSON decoder", .timeLimit(.minutes(5)))
struct JSONTests {
    struct Order: Codable, Hashable, Sendable {
        let id: Int
        let note: String
    }

    private static let orders = (0..<200).map { Order(id: $0, note: String(repeating: "ü", count: $0)) }
    private static let documents = orders.map { try! JSONEncoder().encode($0) }

    /// What a pool decodes of them, plainly and by a lane, which must be the same.
    private func decoded<Value: Decodable & Sendable & Equatable, Payload: ContiguousBytes & Sendable>(
        _ payloads: [Payload],
        by decoder: WorkerPool.JSON<Value, Payload>
    ) async throws -> [Value?] {
        var configuration = WorkerPool.Configuration()
        configuration.workers = 2
        configuration.stackSize = 8 << 20  // as much as the thread of the plain loop has
        let pool = try WorkerPool(configuration)
        let plain = try await pool.dispatchAsync(payloads, decoder: decoder).retrieve().map { try? $0.get() }
        let lane = try await pool.lane("json", decoder: decoder).dispatchAsync(payloads).retrieve()
            .map { try? $0.get() }
        await pool.shutdown()
        #expect(plain == lane)
        return plain
    }

    // MARK: Payloads

    @Test func `arrays of bytes are decoded in their order`() async throws {
        let payloads = Self.documents.map { [UInt8]($0) }
        let values = try await decoded(payloads, by: WorkerPool.JSON(Order.self))
        #expect(values == Self.orders)
    }

    @Test func `data is decoded`() async throws {
        let values = try await decoded(Self.documents, by: WorkerPool.JSON(Order.self, from: Data.self))
        #expect(values == Self.orders)
    }

    @Test func `slices of one data are decoded`() async throws {
        let buffer = Data(Self.documents.joined(separator: Data("\n".utf8)))
        let payloads = buffer.split(separator: UInt8(ascii: "\n"))
        try #require(payloads.last!.startIndex > 0)
        let values = try await decoded(payloads, by: WorkerPool.JSON(Order.self, from: Data.self))
        #expect(values == Self.orders)
    }

    @Test func `slices of one array are decoded`() async throws {
        let buffer = [UInt8](Self.documents.joined(separator: Data("\n".utf8)))
        let payloads = buffer.split(separator: UInt8(ascii: "\n"))
        try #require(payloads.last!.startIndex > 0)
        let values = try await decoded(payloads, by: WorkerPool.JSON(Order.self, from: ArraySlice<UInt8>.self))
        #expect(values == Self.orders)
    }

    /// A payload of the user's own: a frame whose first bytes are not JSON.
    private struct Frame: ContiguousBytes, Sendable {
        let bytes: [UInt8]

        func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
            try unsafe bytes[4...].withUnsafeBytes { unsafe try body($0) }
        }
    }

    @Test func `any type that has its bytes in one piece is decoded`() async throws {
        let payloads = Self.documents.map { Frame(bytes: [0, 0, 0, 1] + $0) }
        let values = try await decoded(payloads, by: WorkerPool.JSON(Order.self, from: Frame.self))
        #expect(values == Self.orders)
    }

    // MARK: Failures

    @Test func `a malformed document fails at its own index`() async throws {
        var payloads = Self.documents.map { [UInt8]($0) }
        let malformed = [0: "", 7: "{", 8: "[]", 9: "{\"id\":\"x\",\"note\":\"\"}", 100: "\u{0}", 199: "{\"id\":1}"]
        for (index, text) in malformed { payloads[index] = Array(text.utf8) }
        payloads[50] = [0xFF, 0xFE, 0xFD]
        let values = try await decoded(payloads, by: WorkerPool.JSON(Order.self))
        for index in payloads.indices {
            let isMalformed = malformed[index] != nil || index == 50
            #expect(values[index] == (isMalformed ? nil : Self.orders[index]))
        }
    }

    @Test func `the failure is what Foundation throws`() async throws {
        let pool = try WorkerPool(workers: 1)
        let future = pool.dispatchAsync([Array("{\"id\":1}".utf8)], decoder: WorkerPool.JSON(Order.self))
        let results = try await future.retrieve()
        #expect(throws: DecodingError.self) { try results[0].get() }
        await pool.shutdown()
    }

    @Test func `an empty payload of any type fails`() async throws {
        let arrays = try await decoded([[UInt8](), []], by: WorkerPool.JSON(Order.self))
        #expect(arrays == [nil, nil])
        let data = try await decoded([Data(), Data([1, 2])[1..<1]], by: WorkerPool.JSON(Order.self, from: Data.self))
        #expect(data == [nil, nil])
        let slices = try await decoded(
            [[UInt8]()[...], [1, 2, 3][2..<2]],
            by: WorkerPool.JSON(Order.self, from: ArraySlice<UInt8>.self)
        )
        #expect(slices == [nil, nil])
    }

    // MARK: The JSONDecoder

    @Test func `the configuration is applied`() async throws {
        struct Event: Decodable, Equatable, Sendable {
            let happenedAt: Date
        }
        let decoder = WorkerPool.JSON(Event.self) {
            $0.dateDecodingStrategy = .iso8601
            $0.keyDecodingStrategy = .convertFromSnakeCase
        }
        let payload = Array("{\"happened_at\":\"1970-01-01T00:01:40Z\"}".utf8)
        let values = try await decoded(Array(repeating: payload, count: 20), by: decoder)
        #expect(values == Array(repeating: Event(happenedAt: Date(timeIntervalSince1970: 100)), count: 20))
    }

    @Test func `a lane makes one decoder for each worker`() async throws {
        let made = Made()
        let pool = try WorkerPool(workers: 2)
        var settings = WorkerPool.LaneSettings()
        settings.decodesInPlace = false
        let lane = try pool.lane(
            "json",
            decoder: WorkerPool.JSON(Order.self) { _ in made.count.add(1, ordering: .relaxed) },
            settings: settings
        )
        let payloads = Self.documents.map { [UInt8]($0) }
        for _ in 0..<20 { _ = try await lane.dispatchAsync(payloads).retrieve() }
        let count = made.count.load(ordering: .relaxed)
        #expect((1...2).contains(count))
        await pool.shutdown()
    }

    private final class Made: Sendable {
        let count = Atomic(0)
    }

    /// `JSONDecoder` refuses what is nested deeper than 512; whatever it does not refuse must not overflow a stack, since a
    /// message of a thousand bytes could then end the process.
    @Test func `what is nested as deep as Foundation allows fits on the stack of a worker`() async {
        await #expect(processExitsWith: .success) {
            let pool = try WorkerPool(workers: 1)
            let payload = Array((String(repeating: "[", count: 500) + String(repeating: "]", count: 500)).utf8)
            let results = try await pool.dispatchAsync([payload], decoder: WorkerPool.JSON(Document.self)).retrieve()
            await pool.shutdown()
            _ = try results[0].get()
        }
    }

    // MARK: Real data

    /// Any JSON at all.
    private indirect enum Document: Decodable, Hashable, Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case array([Document])
        case object([String: Document])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            // The commonest first: in a debug build each error costs.
            if let string = try? container.decode(String.self) {
                self = .string(string)
            } else if let object = try? container.decode([String: Document].self) {
                self = .object(object)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if container.decodeNil() {
                self = .null
            } else if let bool = try? container.decode(Bool.self) {
                self = .bool(bool)
            } else {
                self = .array(try container.decode([Document].self))
            }
        }
    }

    @Test(.enabled(if: SharedData.isThere, SharedData.whatIsMissing), arguments: SharedData.files)
    func `real messages are decoded as by a plain loop`(file: String) async throws {
        let buffer = Data(try SharedData.contents(of: file))
        let payloads = buffer.split(separator: UInt8(ascii: "\n")).prefix(60).map(\.self)
        let decoder = JSONDecoder()
        let expected = payloads.map { try? decoder.decode(Document.self, from: $0) }
        try #require(expected.contains { $0 != nil })
        let values = try await decoded(payloads, by: WorkerPool.JSON(Document.self, from: Data.self))
        #expect(values == expected)
    }

    /// Documents that break parsers, each for a reason of its own.
    @Test(.enabled(if: SharedData.isThere, SharedData.whatIsMissing))
    func `the minefield is decoded as by a plain loop`() async throws {
        let payloads = try SharedData.minefield().map(\.bytes)
        try #require(payloads.count > 100)
        let decoder = JSONDecoder()
        let expected = payloads.map { try? decoder.decode(Document.self, from: Data($0)) }
        let values = try await decoded(payloads, by: WorkerPool.JSON(Document.self))
        #expect(values == expected)
    }
}
