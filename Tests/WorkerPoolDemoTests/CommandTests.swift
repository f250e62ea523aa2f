// What the command prints, for whom.

import Foundation
import TestSupport
import Testing
@testable import WorkerPoolDemo

@Suite(.serialized, .timeLimit(.minutes(5)))
struct CommandTests {
    /// Kept, dropped and malformed lines, with blank ones in between: 2, 1 and 3 by `--where kind=a`.
    private static let lines = """
        {"kind":"a","n":1}

        {"kind":"b"}
        {"kind":
        {"kind":"a"}
          \t
        17
        nonsense
        """

    @Test func `counts kept, dropped and malformed lines, and names the malformed by file and line number`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = try files.makeFile("lines.ndjson", Self.lines)
        let run = try DemoProcess(["--where", "kind=a", "--seconds", "0.1", path])
        #expect(run.status == 0)
        #expect(run.output.contains("2 kept (where kind=a), 1 dropped, 3 malformed"))
        let named = run.output.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains("lines.ndjson:") }
        #expect(named.map { $0.split(separator: ":")[1] } == ["4", "7", "8"])
        #expect(named[1].hasSuffix("Neither an object nor an array"))
    }

    @Test func `shows each contestant's rate, CPU seconds and heartbeat in one line`() throws {
        let run = try DemoProcess(["--count", "200", "--seconds", "0.1"])
        #expect(run.status == 0)
        for contestant in ["plain loop", "worker pool", "task group"] {
            let row = try #require(run.output.split(separator: "\n").first { $0.hasPrefix(contestant) })
            #expect(row.split(separator: " ").count == 7, "\(row)")
        }
    }

    @Test func `prints one JSON object that agrees with the text`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = try files.makeFile("lines.ndjson", Self.lines)
        let run = try DemoProcess([
            "--json", "--where=kind=a", "--seconds", "0.1", "--workers", "2", "--batch", "3", path,
        ])
        #expect(run.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let report = try #require(object as? [String: Any])
        let lines = try #require(report["lines"] as? [String: Int])
        #expect(lines["kept"] == 2 && lines["dropped"] == 1 && lines["malformed"] == 3 && lines["total"] == 6)
        let malformed = try #require(report["firstMalformed"] as? [[String: Any]])
        #expect(malformed.map { $0["line"] as? Int } == [4, 7, 8])
        #expect(malformed.allSatisfy { $0["file"] as? String == path })
        #expect(report["workers"] as? Int == 2 && report["batchSize"] as? Int == 3)
        for contestant in ["plainLoop", "pool", "taskGroup"] {
            let row = try #require(report[contestant] as? [String: Any])
            #expect(try #require(row["messagesPerSecond"] as? Double) > 0)
            #expect(try #require(row["cpuSeconds"] as? Double) > 0)
            #expect(try #require((row["heartbeat"] as? [String: Any])?["wakes"] as? Int) > 0)
        }
        #expect((report["medianSpeed"] as? [String: Double])?.count == 2)
    }

    @Test(arguments: [["-", "--seconds", "0.1"], []])
    func `reads standard input where it is a pipe`(arguments: [String]) throws {
        let run = try DemoProcess(["--json"] + arguments, input: .pipe(Array("{}\nx\n".utf8)))
        let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
        #expect(report.input == "standard input")
        #expect(report.lines.kept == 1 && report.lines.malformed == 1)
        #expect(report.firstMalformed.map(\.file) == ["standard input"])
    }

    @Test func `makes events where standard input has nothing, the same in each run`() throws {
        let runs = try [DemoProcess.Input.nothing, .pipe([])]
            .map { input in
                let run = try DemoProcess(["--json", "--count", "1000", "--seconds", "0.1"], input: input)
                return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
            }
        #expect(runs[0].lines == runs[1].lines)
        #expect(runs[0].firstMalformed == runs[1].firstMalformed)
        #expect(runs[0].lines.total == 1000)
        #expect(runs[0].lines.kept > 0 && runs[0].lines.dropped > runs[0].lines.kept && runs[0].lines.malformed > 0)
    }

    @Test func `has nothing to compare in an empty file, and says so without figures`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let run = try DemoProcess([files.makeFile("empty", "")])
        #expect(run.status == 0)
        #expect(run.output.contains("0 kept, 0 dropped, 0 malformed"))
        #expect(!run.output.contains("plain loop"))
    }

    @Test func `shows no progress where standard error is no terminal`() throws {
        #expect(try DemoProcess(["--count", "50", "--seconds", "0.1"]).errors.isEmpty)
    }

    #if os(Linux)
    @Test func `shows live progress on a terminal, and takes it away`() throws {
        let terminal = try Terminal()
        defer { terminal.close() }
        let run = try DemoProcess(["--count", "50", "--seconds", "0.1"], errorsTo: terminal.device)
        #expect(run.status == 0)
        let shown = terminal.shown()
        for contestant in ["plain loop", "worker pool", "task group"] {
            #expect(shown.contains("round 1: \(contestant)"))
        }
        #expect(shown.hasSuffix("\r\u{1B}[K"))
    }

    @Test func `keeps the progress within a narrow terminal`() throws {
        let terminal = try Terminal(columns: 20)
        defer { terminal.close() }
        let run = try DemoProcess(["--count", "50", "--seconds", "0.1"], errorsTo: terminal.device)
        #expect(run.status == 0)
        let texts = terminal.shown().split(separator: "\r\u{1B}[K")
        #expect(texts.contains("0 lines, round 1: p"))
        #expect(texts.allSatisfy { $0.count == 19 })
    }

    @Test(arguments: ["dumb", ""])
    func `shows no progress on a terminal that cannot erase a line`(name: String) throws {
        let terminal = try Terminal()
        defer { terminal.close() }
        let arguments = ["--count", "50", "--seconds", "0.1"]
        #expect(try DemoProcess(arguments, errorsTo: terminal.device, terminalName: name).status == 0)
        #expect(terminal.shown().isEmpty)
        #expect(try DemoProcess(["missing"], errorsTo: terminal.device, terminalName: name).status == 66)
        #expect(terminal.shown() == "workerpool-demo: missing: no such file or directory\r\n")
    }

    @Test func `opens a file whose name is not UTF-8`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = [UInt8](files.path("a").utf8) + [0xFF]
        let descriptor = unsafe (path + [0])
            .withUnsafeBytes { unsafe open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600) }
        try #require(descriptor >= 0)
        try #require(unsafe write(descriptor, "[]\n", 3) == 3)
        close(descriptor)
        let run = try DemoProcess([Array("--json".utf8), Array("--seconds=0.1".utf8), path])
        let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
        #expect(report.lines.kept == 1)
        #expect(report.input == files.path("a\u{FFFD}"))
    }
    #endif

    @Test func `explains itself`() throws {
        let run = try DemoProcess(["--help"])
        #expect(run.status == 0)
        #expect(run.output == Options.help)
    }
}
