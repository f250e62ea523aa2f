import Foundation
import Testing

/// The compiler's words name the cure, or stand in `Troubleshooting.md` as the title of a section that does.
@Suite("Mistakes that people make", .serialized, .timeLimit(.minutes(5)))
struct MistakesTests {
    @Test(arguments: Mistake.all)
    func `a mistake is refused in words that name the cure or can be looked up`(_ mistake: Mistake) throws {
        let outcome = try Toolchain.check(mistake.source, isProgram: mistake.isProgram)
        #expect(!outcome.isSuccess)
        #expect(outcome.errors.contains { $0.contains(mistake.words) }, "\(outcome.text)")
        // What the compiler said to each of them before it had a message of the library's to show.
        for nothing in ["requires nested type", "ambiguous inference", "add stubs"] {
            #expect(!outcome.text.contains(nothing), "\(outcome.text)")
        }
    }

    @Test func `the troubleshooting page has a section for each of these words, and for no others`() throws {
        let page = Toolchain.package.appendingPathComponent(
            "Sources/WorkerPool/Documentation.docc/Troubleshooting.md"
        )
        let titles = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("### `") }.map { String($0.dropFirst(5).dropLast()) }
        #expect(Set(titles) == Set(Mistake.all.map(\.words)))
        #expect(Set(titles).count == titles.count)
    }
}

struct Mistake: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let words: String
    var isProgram = false
    let code: String

    init(_ name: String, _ words: String, isProgram: Bool = false, _ code: String) {
        testDescription = name
        self.words = words
        self.isProgram = isProgram
        self.code = code
    }

    var source: String { "import WorkerPool\n" + (isProgram ? "" : "final class Parser { var depth = 0 }\n") + code }

    static let all = decoders + values + closures + waits + json

    // MARK: Decoders

    private static let neither =
        "implement decode(_:), not async and not mutating, or makeWorkspace() and decode(_:in:)"
    private static let noMaker =
        "a decoder with a workspace must implement makeWorkspace(), not throwing: what can fail is a Result"
    private static let noDecode =
        "a decoder with a workspace must implement decode(_:in:), not async, with the workspace inout"

    private static let decoders = [
        Mistake("neither form", neither, "struct Bad: WorkerPool.Decoder {}"),
        Mistake(
            "neither form, though the types are told",
            neither,
            """
            struct Bad: WorkerPool.Decoder {
                typealias Payload = Int
                typealias Output = Int
                typealias Failure = Never
            }
            """
        ),
        Mistake(
            "an async decode",
            neither,
            "struct Bad: WorkerPool.Decoder { func decode(_ payload: Int) async throws -> Int { payload } }"
        ),
        Mistake(
            "a mutating decode",
            neither,
            "struct Bad: WorkerPool.Decoder { mutating func decode(_ payload: Int) -> Int { payload } }"
        ),
        Mistake(
            "a decode with a label",
            neither,
            "struct Bad: WorkerPool.Decoder { func decode(payload: Int) -> Int { payload } }"
        ),
        Mistake(
            "a workspace that nobody makes",
            noMaker,
            """
            struct Bad: WorkerPool.Decoder {
                func decode(_ payload: Int, in workspace: inout [Int]) -> Int { payload }
            }
            """
        ),
        Mistake(
            "a workspace whose making throws",
            noMaker,
            """
            struct Bad: WorkerPool.Decoder {
                func makeWorkspace() throws -> [Int] { [] }
                func decode(_ payload: Int, in workspace: inout [Int]) throws -> Int { payload }
            }
            """
        ),
        Mistake(
            "an async decode with a workspace",
            noDecode,
            """
            struct Bad: WorkerPool.Decoder {
                func makeWorkspace() -> [Int] { [] }
                func decode(_ payload: Int, in workspace: inout [Int]) async -> Int { payload }
            }
            """
        ),
        Mistake(
            "a workspace that is not inout",
            noDecode,
            """
            struct Bad: WorkerPool.Decoder {
                func makeWorkspace() -> Parser { Parser() }
                func decode(_ payload: Int, in workspace: Parser) -> Int { payload }
            }
            """
        ),
        Mistake(
            "a workspace that decode does not take",
            noDecode,
            """
            struct Bad: WorkerPool.Decoder {
                func makeWorkspace() -> [Int] { [] }
                func decode(_ payload: Int) -> Int { payload }
            }
            """
        ),
    ]

    // MARK: Values

    private static let values = [
        Mistake(
            "a payload that is not Sendable",
            "type 'Parser' does not conform to the 'Sendable' protocol",
            "struct Bad: WorkerPool.Decoder { func decode(_ payload: Parser) -> Int { 0 } }"
        ),
        Mistake(
            "a capture that is not Sendable",
            "capture of 'parser' with non-Sendable type 'Parser' in a '@Sendable' closure",
            "func bad(_ pool: WorkerPool, _ parser: Parser) { _ = pool.dispatchAsync([1]) { $0 + parser.depth } }"
        ),
        Mistake(
            "an actor's property",
            "main actor-isolated property 'scale' can not be referenced from a Sendable closure",
            """
            @MainActor final class Chart {
                var scale = 1
                func bad(_ pool: WorkerPool) async throws { _ = try await pool.decode([1]) { $0 * self.scale } }
            }
            """
        ),
    ]

    // MARK: Closures

    private static let closures = [
        Mistake(
            "a lane's closure of one expression",
            "ambiguous use of 'init(_:)'",
            #"func bad(_ pool: WorkerPool) { _ = pool.lane("numbers") { Int($0) } }"#
        ),
        Mistake(
            "a lane's closure of several statements",
            "cannot infer type of closure parameter 'text' without a type annotation",
            """
            func bad(_ pool: WorkerPool) {
                _ = pool.lane("numbers") { text in
                    let radix = 16
                    return Int(text, radix: radix)
                }
            }
            """
        ),
        Mistake(
            "a closure that does not say what it throws",
            "cannot assign value of type 'WorkerPool.Lane<String, Int, any Error>'",
            """
            struct NotANumber: Error {}
            func number(_ text: String) throws(NotANumber) -> Int { throw NotANumber() }
            func bad(_ pool: WorkerPool) {
                let lane = pool.lane("numbers") { (text: String) in try number(text) }
                let typed: WorkerPool.Lane<String, Int, NotANumber> = lane
                _ = typed
            }
            """
        ),
        Mistake(
            "an async closure",
            "cannot pass function of type '@Sendable (Int) async -> Int' to parameter expecting synchronous function type",
            """
            func price(_ number: Int) async -> Int { number }
            func bad(_ pool: WorkerPool) async throws { _ = try await pool.decode([1]) { await price($0) } }
            """
        ),
    ]

    // MARK: Waits

    private static let blocking =
        "it blocks the thread; write 'try await', and at the top level of main.swift within a function"

    private static let waits = [
        Mistake(
            "a blocking retrieve in an async function",
            "expression is 'async' but is not marked with 'await'",
            "func bad(_ future: WorkerPool.Future<Int, Never>) async throws { _ = try future.retrieve() }"
        ),
        Mistake(
            "an awaited decode in a function that is not async",
            "'async' call in a function that does not support concurrency",
            "func bad(_ lane: WorkerPool.Lane<Int, Int, Never>) throws { _ = try await lane.decode([1]) }"
        ),
        Mistake(
            "an awaited retrieve at the top level",
            blocking,
            isProgram: true,
            """
            let pool = try WorkerPool(workers: 1)
            print(try await pool.dispatchAsync([1]) { $0 }.retrieve())
            """
        ),
    ]

    // MARK: JSON

    private static let jsonSurroundings = """
        import Foundation
        import WorkerPoolJSON
        struct Order: Decodable, Sendable { let total: Double }

        """
    private static let noPayload = "requires that 'Data' conform to 'FrozenJSON.Payload'"

    private static let json = [
        Mistake(
            "a chain that begins with a dot",
            "converting non-Sendable function value to '@Sendable (Order) -> Bool' may introduce data races",
            jsonSurroundings + """
                func bad(_ pool: WorkerPool) {
                    _ = pool.lane("orders", decoder: .json(Order.self).filter { $0.total > 100 })
                }
                """
        ),
        Mistake(
            "a lane for Data without WorkerPoolFoundation",
            "a payload is a FrozenJSON.Payload; Data is one if you import WorkerPoolFoundation",
            jsonSurroundings + """
                func bad(_ pool: WorkerPool) { _ = pool.lane("orders", decoder: .json(Order.self, from: Data.self)) }
                """
        ),
        Mistake(
            "a decoder of Data without WorkerPoolFoundation",
            noPayload,
            jsonSurroundings + "let bad = FrozenJSON.ValueDecoder(Order.self, from: Data.self)"
        ),
        Mistake(
            "Data at hand without WorkerPoolFoundation",
            noPayload,
            jsonSurroundings + """
                func bad(_ pool: WorkerPool, _ messages: [Data]) async throws {
                    _ = try await pool.decode(messages, decoder: .json(Order.self))
                }
                """
        ),
    ]
}
