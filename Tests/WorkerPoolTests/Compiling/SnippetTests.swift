import Testing

@Suite("The documentation's examples", .serialized, .timeLimit(.minutes(10)))
struct SnippetTests {
    @Test(arguments: Snippet.all)
    func `an example compiles`(snippet: Snippet) throws {
        let (text, isProgram) = snippet.source
        let outcome = try Toolchain.check(text, isProgram: isProgram)
        #expect(outcome.isSuccess, "\(outcome.text)")
    }

    @Test func `the examples of every kind of file are found`() {
        let files = Snippet.all.map(\.file)
        #expect(files.contains("Sources/WorkerPool/WorkerPool.swift"))
        #expect(files.contains("README.md"))
        #expect(files.contains { $0.contains(".docc/") })
    }

    @Test func `a block is found with its line and its prelude`() throws {
        let text = """
            # Title

            ```sh
            swift test
            ```
            <!-- prelude:
            struct A {}
            struct B {} -->
            ```swift
            let a = A()
                let b = B()
            ```
            <!-- not compiled: it needs a server -->

            ```swift
            left out
            ```
            <!-- prelude: struct Gone {} -->
            Text between them.
              ```swift
              let c = 1
              ```
            ```swift
            .package(url: "https://example.com", from: "1.0.0")
            ```
            """
        let snippets = Snippet.snippets(in: text, named: "Some.md")
        try #require(snippets.count == 2)
        #expect(snippets[0].line == 10)
        #expect(snippets[0].code == "let a = A()\n    let b = B()")
        #expect(snippets[0].prelude.contains("struct A {}\nstruct B {}"))
        #expect(snippets[1].code == "let c = 1")
        #expect(snippets[1].prelude.isEmpty)
    }

    @Test func `a block of a documentation comment is found`() throws {
        let text = """
            let code = 1
                /// Text.
                ///
                /// ```swift
                /// if true {
                ///     print(1)
                ///
                /// }
                /// ```
                func f() {}
            // ```swift
            // no documentation
            // ```
            """
        let snippets = Snippet.snippets(in: text, named: "Some.swift")
        try #require(snippets.count == 1)
        #expect(snippets[0].line == 5)
        #expect(snippets[0].code == "if true {\n    print(1)\n\n}")
    }

    @Test func `an example that does not compile is an error at its own line`() throws {
        let snippet = Snippet(file: "Some.md", line: 42, code: "let a = 1\nlet b: String = a", prelude: "")
        let (text, isProgram) = snippet.source
        let outcome = try Toolchain.check(text, isProgram: isProgram)
        #expect(!outcome.isSuccess)
        #expect(outcome.text.contains("Some.md:43:"), "\(outcome.text)")
    }
}
