import Foundation
import Testing

/// An example in the documentation: a fenced `swift` block of a Markdown file, or of a documentation comment.
///
/// Rules for who writes one:
/// - With an `import` line it is a whole program, as a reader would copy it, and compiles as it stands: with `@main`, or as the top
///   level of a `main.swift`.
/// - Otherwise it is a fragment. It compiles as the body of an async, throwing function in a file that imports Foundation,
///   WorkerPool, WorkerPoolFoundation and WorkerPoolJSON and has the names of ``Snippet/surroundings``; those that it declares itself
///   go before. With a `return nil` the function's result is optional.
/// - What else a fragment needs stands in a comment before it, on one or many lines: `<!-- prelude: struct Order: Decodable … -->`.
/// - `<!-- not compiled: reason -->` before it leaves it out, as does a `.package(` in it, which is for a manifest.
struct Snippet: CustomTestStringConvertible, Sendable {
    let file: String
    /// The line of its first line of code, counted from 1.
    let line: Int
    let code: String
    let prelude: String

    var testDescription: String { "\(file):\(line)" }

    static let surroundings = """
        let pool = try! WorkerPool(workers: 2)
        let future = pool.dispatchAsync([1, 2, 3]) { $0 }
        let messages: [[UInt8]] = []
        let message: [UInt8] = []
        let bytes: [UInt8] = []
        let buffer: [UInt8] = []
        """

    /// What the compiler is given.
    var source: (text: String, isProgram: Bool) {
        let location = "#sourceLocation(file: \"\(file)\", line: \(line))\n"
        if isWhole { return (location + code, !code.contains("@main")) }
        let isOptional = code.contains("return nil")
        let text = """
            import Foundation
            import WorkerPool
            import WorkerPoolFoundation
            import WorkerPoolJSON
            \(Self.surroundings)
            \(prelude)
            func example() async throws \(isOptional ? "-> Any?" : "") {
            \(location)\(code)
            \(isOptional ? "return nil" : "")
            }
            """
        return (text, false)
    }

    private var isWhole: Bool { code.split(separator: "\n").contains { $0.hasPrefix("import ") } }

    /// Every example of the README, the DocC catalogs and the documentation comments.
    static let all: [Snippet] = {
        let readme = Toolchain.package.appendingPathComponent("README.md")
        let sources = FileManager.default.enumerator(
            at: Toolchain.package.appendingPathComponent("Sources"),
            includingPropertiesForKeys: nil
        )
        let files = [readme] + (sources?.compactMap { $0 as? URL } ?? [])
        return files.sorted { $0.path < $1.path }
            .flatMap { file -> [Snippet] in
                guard ["md", "swift"].contains(file.pathExtension),
                    let text = try? String(contentsOf: file, encoding: .utf8)
                else { return [] }
                let name = file.path.dropFirst(Toolchain.package.path.count + 1)
                return snippets(in: text, named: String(name))
            }
    }()

    /// The examples in one file's text.
    static func snippets(in text: String, named file: String) -> [Snippet] {
        var found: [Snippet] = []
        var block: (line: Int, indent: Int, code: [String])?
        var isSkipped = false
        var prelude = ""
        var isInPrelude = false
        for (number, rawLine) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let line = documentation(of: rawLine, in: file) else { continue }
            let bare = line.drop { $0 == " " }
            if let open = block {
                if !bare.hasPrefix("```") {
                    block?.code.append(String(line.dropFirst(min(open.indent, line.count - bare.count))))
                    continue
                }
                let code = open.code.joined(separator: "\n")
                if !isSkipped, !code.contains(".package(") {
                    found.append(Snippet(file: file, line: open.line, code: code, prelude: prelude))
                }
                (block, isSkipped, prelude) = (nil, false, "")
            } else if isInPrelude || bare.hasPrefix("<!-- prelude:") {
                let start = isInPrelude ? line[...] : bare.dropFirst("<!-- prelude:".count)
                let end = start.range(of: "-->")
                prelude += String(start[..<(end?.lowerBound ?? start.endIndex)]) + "\n"
                isInPrelude = end == nil
            } else if bare.hasPrefix("<!-- not compiled:") {
                isSkipped = true
            } else if bare.trimmingCharacters(in: .whitespaces) == "```swift" {
                block = (number + 2, line.count - bare.count, [])
            } else if !bare.isEmpty {
                (isSkipped, prelude) = (false, "")  // such a comment stands right before its block
            }
        }
        return found
    }

    /// The line of a Markdown file, or what stands behind the slashes of a documentation comment; nil for code.
    private static func documentation(of line: Substring, in file: String) -> Substring? {
        guard file.hasSuffix(".swift") else { return line }
        let bare = line.drop { $0 == " " }
        guard bare.hasPrefix("///") else { return nil }
        return bare.dropFirst(bare.hasPrefix("/// ") ? 4 : 3)
    }
}
