import Foundation
import Testing

/// `WORKERPOOL_WRITE_PAGES=1` in the environment writes the list anew.
@Suite("The page that says what differs from JSONDecoder")
struct ComingFromJSONDecoderTests {
    private static let page = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../../Sources/WorkerPoolJSON/Documentation.docc/WorkerPoolJSON.md").standardized
    private static let heading = "### Coming from JSONDecoder"

    /// The rows of the table, wrapped.
    private var list: [String] {
        AcceptedDifference.all.flatMap { row in
            var lines: [String] = []
            var line = "-"
            for word in row.sentence.split(separator: " ") {
                if line.count + 1 + word.count > 120 {
                    lines.append(line)
                    line = " "
                }
                line += " " + word
            }
            return lines + [line]
        }
    }

    @Test func `lists the rows of the table, and nothing else`() throws {
        var lines = try String(contentsOf: Self.page, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let heading = try #require(lines.firstIndex(of: Self.heading))
        let begin = try #require(lines[heading...].firstIndex { $0.hasPrefix("- ") })
        let end = try #require(lines[begin...].firstIndex(of: ""))
        if ProcessInfo.processInfo.environment["WORKERPOOL_WRITE_PAGES"] != nil {
            lines.replaceSubrange(begin..<end, with: list)
            try lines.joined(separator: "\n").write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(
                Array(lines[begin..<end]) == list,
                "WORKERPOOL_WRITE_PAGES=1 swift test --filter ComingFrom writes it"
            )
        }
    }
}
