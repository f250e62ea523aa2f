// Every documented error: one clear line, and its exit status.

import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(5)))
struct CommandErrorTests {
    private func expect(
        _ run: DemoProcess,
        _ status: Int32,
        _ message: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == status, sourceLocation: sourceLocation)
        #expect(run.errors == "workerpool-demo: \(message)\n", sourceLocation: sourceLocation)
        #expect(run.output.isEmpty, sourceLocation: sourceLocation)
    }

    @Test func `refuses an option that it does not know`() throws {
        try expect(DemoProcess(["--fast"]), 64, "unknown option --fast; --help shows all of them")
    }

    @Test func `refuses an option without its value, and a value that makes no sense`() throws {
        try expect(DemoProcess(["--workers"]), 64, "--workers needs a value")
        try expect(DemoProcess(["--batch", "0"]), 64, "--batch must be a number from 1 to 1000000, not '0'")
    }

    @Test func `refuses a file that is missing, or is a directory, before it decodes the others`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let good = try files.makeFile("good", "{}\n")
        let missing = files.path("missing")
        try expect(DemoProcess([good, missing]), 66, "\(missing): no such file or directory")
        let directory = NSTemporaryDirectory()
        try expect(DemoProcess([directory]), 66, "\(directory): is a directory")
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `refuses a file that it may not read`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = try files.makeFile("secret", "{}\n")
        unsafe chmod(path, 0)
        try expect(DemoProcess([path]), 66, "\(path): permission denied")
    }

    @Test func `says of a gzip file how to decompress it`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = files.path("lines.ndjson.gz")
        try Data([0x1F, 0x8B, 0x08, 0x00, 0x0A]).write(to: URL(fileURLWithPath: path))
        try expect(DemoProcess([path]), 65, "\(path): is compressed by gzip; decompress it first, as 'gzip -dc' does")
    }

    @Test func `refuses a line without end in bounded memory, and reads no further than it must`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let descriptor = try files.makeDescriptor("endless")
        defer { close(descriptor) }
        let start = Array("{}\n\n".utf8)
        try #require(unsafe write(descriptor, start, start.count) == start.count)
        try #require(ftruncate(descriptor, 4 << 30) == 0)
        try #require(lseek(descriptor, 0, SEEK_SET) == 0)
        let run = try DemoProcess(["-"], input: .file(descriptor))
        expect(run, 65, "standard input:3: longer than 16777216 bytes, the limit for a line; it begins at byte 4")
        #expect(lseek(descriptor, 0, SEEK_CUR) < 18 << 20)
        #expect(run.peakMemoryBytes < 1 << 30)  // it is the test's own, where that was more
    }

    @Test func `reports a closed output in one line instead of dying of a signal`() throws {
        let arguments = ["--count", "5", "--seconds", "0.1"]
        try expect(
            DemoProcess(arguments, output: .brokenPipe),
            74,
            "standard output: nobody reads it any more (broken pipe)"
        )
        try expect(DemoProcess(arguments, output: .closed), 74, "standard output is closed")
    }

    @Test func `keeps an error on one line, and off the terminal's controls, whatever a file is called`() throws {
        try expect(DemoProcess(["no\n\u{1B}[2Jfile"]), 66, "no\\u{a}\\u{1b}[2Jfile: no such file or directory")
    }
}
