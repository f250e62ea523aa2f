import Testing

@Suite("What the library links", .serialized, .timeLimit(.minutes(5)))
struct LinkageTests {
    private static let client = """
        @main struct Client {
            static func main() async throws {
                let pool = try WorkerPool(workers: 1)
                let lane = pool.lane("numbers", decoder: Doubling())
                print("results:", try await lane.dispatchAsync([1, 2, 3]).retrieve().map { $0.get() })
                await pool.shutdown()
            }
        }
        struct Doubling: WorkerPool.Decoder {
            func decode(_ payload: Int) -> Int { 2 * payload }
        }
        """

    /// The names of the libraries that the system loads for a program.
    private func libraries(of program: String) throws -> [Substring] {
        let listing = try Toolchain.run(["ldd", program])
        try #require(listing.isSuccess, "\(listing.text)")
        return listing.text.split(separator: "\n")
            .compactMap { line in
                line.split(whereSeparator: \.isWhitespace).first
            }
    }

    private static var isLinux: Bool {
        #if os(Linux)
        true
        #else
        false
        #endif
    }

    @Test(.enabled(if: isLinux, "ldd is Linux's"))
    func `a client of the library alone loads no Foundation`() throws {
        try Toolchain.withProgram("import WorkerPool\n" + Self.client) { program in
            let libraries = try libraries(of: program)
            #expect(libraries.contains { $0.hasPrefix("libswiftCore") }, "\(libraries)")
            #expect(libraries.filter { $0.contains("Foundation") || $0.contains("icu") } == [])
            let run = try Toolchain.run([program])
            #expect(run.isSuccess, "\(run.text)")
            #expect(run.text.contains("results: [2, 4, 6]"), "\(run.text)")
        }
    }

    /// Or else the test above could not fail.
    @Test(.enabled(if: isLinux, "ldd is Linux's"))
    func `a client that uses Foundation itself loads it`() throws {
        let source =
            "import Foundation\nimport WorkerPool\n" + Self.client + "\nlet id = UUID().uuidString.utf8.count\n"
        try Toolchain.withProgram(source) { program in
            let libraries = try libraries(of: program)
            #expect(libraries.contains { $0.contains("Foundation") }, "\(libraries)")
        }
    }
}
