import Testing

@Suite("What must not compile", .serialized, .timeLimit(.minutes(5)))
struct CompileErrorTests {
    /// That the file is refused, for this reason and no other.
    private func expectError(
        _ reason: String,
        _ source: String,
        times: Int = 1,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Toolchain.check("import WorkerPool\nfinal class Parser { var depth = 0 }\n" + source)
        #expect(!outcome.isSuccess, sourceLocation: sourceLocation)
        let matches = outcome.errors.filter { $0.contains(reason) }
        #expect(
            matches.count == times && outcome.errors.count == times,
            "expected \(times) times \"\(reason)\", got:\n\(outcome.text)",
            sourceLocation: sourceLocation
        )
    }

    /// Everything that is wrong below, done right: so that none of it is refused for another reason.
    @Test func `what is right compiles`() throws {
        let outcome = try Toolchain.check(
            """
            import WorkerPool
            final class Parser { var depth = 0 }

            struct Plain: WorkerPool.Decoder {
                func decode(_ payload: String) throws -> Int { payload.count }
            }
            struct Parsing: WorkerPool.Decoder {
                func makeWorkspace() -> Parser { Parser() }
                func decode(_ payload: Int, in workspace: inout Parser) -> Int { workspace.depth + payload }
            }
            func waiting(_ future: WorkerPool.Future<Int, Never>, _ pool: WorkerPool) async throws {
                _ = try await future.retrieve()
                await pool.shutdown()
            }
            func blocking(_ future: WorkerPool.Future<Int, Never>, _ pool: WorkerPool) throws {
                _ = try future.retrieve()
                pool.shutdown()
            }
            func dispatching(_ pool: WorkerPool) {
                let plain: WorkerPool.Future<Int, any Error> = pool.dispatchAsync(["a"], decoder: Plain())
                let parsed: WorkerPool.Future<Int, Never> = pool.dispatchAsync([1], decoder: Parsing())
                let halved: WorkerPool.Future<Int, Never> = pool.dispatchAsync([1]) { $0 / 2 }
                _ = (plain, parsed, halved)
            }
            """
        )
        #expect(outcome.isSuccess, "\(outcome.text)")
    }

    @Test func `a payload that is not Sendable`() throws {
        try expectError(
            "type 'Parser' does not conform to the 'Sendable' protocol",
            "struct Bad: WorkerPool.Decoder { func decode(_ payload: Parser) -> Int { 0 } }"
        )
    }

    @Test func `an output that is not Sendable`() throws {
        try expectError(
            "type 'Parser' does not conform to the 'Sendable' protocol",
            "struct Bad: WorkerPool.Decoder { func decode(_ payload: Int) -> Parser { Parser() } }"
        )
    }

    @Test func `a closure over what is not Sendable`() throws {
        try expectError(
            "capture of 'parser' with non-Sendable type 'Parser' in a '@Sendable' closure",
            """
            func bad(_ pool: WorkerPool, _ parser: Parser) { _ = pool.dispatchAsync([1]) { $0 + parser.depth } }
            """
        )
    }

    @Test func `a closure from or to what is not Sendable`() throws {
        try expectError(
            "type 'Parser' does not conform to the 'Sendable' protocol",
            """
            func bad(_ pool: WorkerPool) {
                _ = pool.dispatchAsync([Parser()]) { _ in 1 }
                _ = pool.dispatchAsync([1]) { _ in Parser() }
            }
            """,
            times: 2
        )
    }

    @Test func `a transformation to what is not Sendable`() throws {
        try expectError(
            "type 'Parser' does not conform to the 'Sendable' protocol",
            """
            struct Good: WorkerPool.Decoder { func decode(_ payload: Int) -> Int { payload } }
            func bad() { _ = Good().map { _ in Parser() } }
            """
        )
    }

    @Test func `a workspace that is returned`() throws {
        try expectError(
            "type 'Parser' does not conform to the 'Sendable' protocol",
            """
            struct Bad: WorkerPool.Decoder {
                func makeWorkspace() -> Parser { Parser() }
                func decode(_ payload: Int, in workspace: inout Parser) -> Parser { workspace }
            }
            """
        )
    }

    @Test func `a workspace that the decoder keeps`() throws {
        try expectError(
            "stored property 'kept' of 'Sendable'-conforming class 'Bad' is mutable",
            """
            final class Bad: WorkerPool.Decoder {
                var kept: Parser?
                func makeWorkspace() -> Parser { Parser() }
                func decode(_ payload: Int, in workspace: inout Parser) -> Int {
                    kept = workspace
                    return 0
                }
            }
            """
        )
    }

    @Test func `a workspace that a task takes along`() throws {
        try expectError(
            "passing closure as a 'sending' parameter risks causing data races",
            """
            struct Bad: WorkerPool.Decoder {
                func makeWorkspace() -> Parser { Parser() }
                func decode(_ payload: Int, in workspace: inout Parser) -> Int {
                    let taken = workspace
                    Task { taken.depth += 1 }
                    return 0
                }
            }
            """
        )
    }

    @Test func `a blocking retrieve or shutdown in an async function`() throws {
        // There the async form is the one that is meant, and it needs an `await`.
        try expectError(
            "expression is 'async' but is not marked with 'await'",
            """
            func bad(_ future: WorkerPool.Future<Int, Never>, _ pool: WorkerPool) async throws {
                _ = try future.retrieve()
                pool.shutdown()
            }
            """,
            times: 2
        )
    }

    @Test func `a blocking retrieve or shutdown in the defer of an async function`() throws {
        // There no `await` can stand, so it is the blocking form that is meant.
        try expectError(
            "is unavailable from asynchronous contexts; it blocks the thread",
            """
            func bad(_ future: WorkerPool.Future<Int, Never>, _ pool: WorkerPool) async {
                defer {
                    _ = try? future.retrieve()
                    pool.shutdown()
                }
                print("working")
            }
            """,
            times: 2
        )
    }
}
