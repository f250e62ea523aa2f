import Testing
import WorkerPool
import WorkerPoolJSON

@Suite("The decoders of one line", .timeLimit(.minutes(5)))
struct ShorthandTests {
    struct Order: Decodable, Equatable, Sendable {
        let id: Int
        let unitPrice: Double
    }

    private static let texts = [#"{"id":1,"unit_price":0.5}"#, #"{"id":2,"unit_price":1.5}"#]
    private static let orders = [Order(id: 1, unitPrice: 0.5), Order(id: 2, unitPrice: 1.5)]

    private static let snakeCase = {
        var options = FrozenJSON.DecodingOptions()
        options.keyDecodingStrategy = .convertFromSnakeCase
        return options
    }()

    @Test func `lines are decoded by a lane`() async throws {
        let pool = try WorkerPool(workers: 1)
        let lane = pool.lane("orders", decoder: .ndjson(Order.self, decoding: Self.snakeCase))
        let lines = Array(FrozenJSON.Lines(of: Array(Self.texts.joined(separator: "\r\n").utf8)))
        #expect(try await lane.decode(lines).map { try $0.get() } == Self.orders)
        await pool.shutdown()
    }

    @Test func `every payload is decoded by a lane that was told which`() async throws {
        let pool = try WorkerPool(workers: 1)
        let arrays = pool.lane("arrays", decoder: .json(Order.self, decoding: Self.snakeCase))
        let strings = pool.lane("strings", decoder: .json(Order.self, from: String.self, decoding: Self.snakeCase))
        let parts = pool.lane("parts", decoder: .json(Order.self, from: Substring.self, decoding: Self.snakeCase))
        let values = [
            try await arrays.decode(Self.texts.map { Array($0.utf8) }).map { try $0.get() },
            try await strings.decode(Self.texts).map { try $0.get() },
            try await parts.decode(Self.texts.joined(separator: "\n").split(separator: "\n")).map { try $0.get() },
        ]
        #expect(values.allSatisfy { $0 == Self.orders })
        await pool.shutdown()
    }

    @Test func `where the payloads are at hand they need not be told`() async throws {
        let pool = try WorkerPool(workers: 1)
        let lines = Array(FrozenJSON.Lines(of: Array(Self.texts.joined(separator: "\n").utf8)))
        let values = [
            try await pool.decode(lines, decoder: .json(Order.self, decoding: Self.snakeCase)).map { try $0.get() },
            try await pool.decode(lines.map(Array.init), decoder: .json(Order.self, decoding: Self.snakeCase))
                .map { try $0.get() },
            try await pool.decode(Self.texts, decoder: .json(Order.self, decoding: Self.snakeCase))
                .map { try $0.get() },
        ]
        #expect(values.allSatisfy { $0 == Self.orders })
        await pool.shutdown()
    }

    @Test func `the parser's options are heeded`() async throws {
        let pool = try WorkerPool(workers: 1)
        let small = FrozenJSON.Options(maximumSize: 8)
        let lane = pool.lane("numbers", decoder: .ndjson([Int].self, options: small))
        let lines = Array(FrozenJSON.Lines(of: Array("[1]\n[1,2,3,4,5]\n[2]".utf8)))
        #expect(try await lane.decode(lines).map { try? $0.get() } == [[1], nil, [2]])
        let results = try await pool.decode(lines, decoder: .json([Int].self, options: small))
        #expect(results.map { try? $0.get() } == [[1], nil, [2]])
        let named = pool.lane("named", decoder: .json([Int].self, from: ArraySlice<UInt8>.self, options: small))
        #expect(try await named.decode(lines).map { try? $0.get() } == [[1], nil, [2]])
        await pool.shutdown()
    }

    @Test(arguments: [
        "", "1", #""é""#, String(repeating: " ", count: 40) + "[1]", #"["a long text, not a small one"]"#,
    ])
    func `a string hands over its UTF-8, and a substring its own part`(text: String) {
        func bytes(of payload: some FrozenJSON.Payload) -> [UInt8] { unsafe payload.withBytes { unsafe Array($0) } }
        #expect(bytes(of: text) == Array(text.utf8))
        #expect(bytes(of: ("[" + text + "é]").dropFirst().dropLast(2)) == Array(text.utf8))
    }

    @Test func `what is no JSON in a string is an error at its place there`() throws {
        let decoder = FrozenJSON.Decoder<Substring>()
        let error = try #require(throws: FrozenJSON.ParseError.self) {
            try decoder.decode("é[1,]é".dropFirst().dropLast())
        }
        #expect(error.offset == 3 && error.expected == .value)
    }
}
