// How bytes become lines.

import Foundation
import TestSupport
import Testing
@testable import WorkerPoolDemo

struct LineReaderTests {
    /// All lines of `texts`, each a file, as `file:line text`.
    private func lines(of texts: String..., limit: Chunk.Limit = .standard) async throws -> [String] {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let paths = try texts.enumerated().map { try files.makeFile("\($0.offset)", $0.element) }
        var reader = try LineReader(paths.map { InputFile(path: Array($0.utf8)) }, limit: limit)
        var lines: [String] = []
        while let chunk = try await reader.nextChunk() {
            #expect(chunk.lines.count == chunk.places.count && !chunk.lines.isEmpty)
            for (line, place) in zip(chunk.lines, chunk.places) {
                lines.append("\(place.file.suffix(1)):\(place.line) \(String(decoding: line, as: UTF8.self))")
            }
        }
        return lines
    }

    @Test func `takes a last line without newline, of each file`() async throws {
        #expect(try await lines(of: "a\nb", "c") == ["0:1 a", "0:2 b", "1:1 c"])
    }

    @Test func `skips blank lines, and counts them for the line numbers`() async throws {
        #expect(try await lines(of: "\n \t\na\r\n\r\nb\n\n", "", "\n\nc") == ["0:3 a", "0:5 b", "2:3 c"])
    }

    @Test func `skips a byte order mark at the start of each file, and only there`() async throws {
        #expect(
            try await lines(of: "\u{FEFF}a\n\u{FEFF}b", "\u{FEFF}", "\u{FEFF}c") == ["0:1 a", "0:2 \u{FEFF}b", "2:1 c"]
        )
    }

    @Test func `joins what the end of a chunk or of a read cuts, and numbers lines across chunks`() async throws {
        let line = String(repeating: "x", count: 100_000)
        let byBytes = Chunk.Limit(bytes: 4 << 20, lines: 1000)
        let expected = (1...100).map { "0:\($0) " + line }
        #expect(try await lines(of: String(repeating: line + "\n", count: 100), limit: byBytes) == expected)
        let byLines = Chunk.Limit(bytes: 1 << 20, lines: 1000)
        #expect(try await lines(of: String(repeating: "y\n", count: 2001), limit: byLines).last == "0:2001 y")
    }

    @Test func `goes on after more blank lines than a chunk has room for`() async throws {
        let blank = String(repeating: " ", count: 99_999) + "\n"
        let limit = Chunk.Limit(bytes: 4 << 20, lines: 1000)
        let count = limit.bytes / 100_000 + 2
        #expect(try await lines(of: String(repeating: blank, count: count) + "a", limit: limit) == ["0:\(count + 1) a"])
    }

    @Test(arguments: ["", "\n"])
    func `takes a line of the limit's length, and refuses one of a byte more, ended or not`(end: String) async throws {
        let longest = String(repeating: "x", count: LineReader.lineLimit)
        #expect(try await lines(of: "a\n" + longest + end).count == 2)
        let complaint = await #expect(throws: Complaint.self) {
            try await lines(of: "a\n" + longest + "x" + end + "b\n")
        }
        let ending = "/0:2: longer than 16777216 bytes, the limit for a line; it begins at byte 2"
        #expect(complaint?.status == .badData)
        #expect(complaint?.message.hasSuffix(ending) == true)
    }
}
