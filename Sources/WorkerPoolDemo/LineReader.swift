// Reads files, or standard input, chunk by chunk: blank lines skipped, nothing loaded whole.

import Foundation

struct LineReader: ChunkSource {
    /// A longer line is refused: somebody forgot the newlines, and no memory would suffice.
    static let lineLimit = 16 << 20
    private static let blanks = Array(" \t\r".utf8)
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private(set) var byteCount = 0
    private var files: ArraySlice<String>
    private var file: InputFile?
    private var lineNumber = 0
    /// What was read beyond the last chunk's end; belongs to `file`.
    private var pending: [UInt8] = []
    private var block = [UInt8](repeating: 0, count: 256 << 10)

    private let limit: Chunk.Limit

    /// A reader of `files`, one after the other; `-` is standard input.
    init(_ files: [String], limit: Chunk.Limit = .standard) throws(Complaint) {
        self.limit = limit
        for file in files { try InputFile.check(file) }
        self.files = files[...]
    }

    /// Whether there is anything to read; blocks until that is known.
    mutating func hasInput() throws(Complaint) -> Bool {
        if pending.isEmpty, file == nil, let name = files.popFirst() {
            let file = try InputFile(name)
            self.file = file
            byteCount = try file.read(into: &block)
            pending = Array(block[..<byteCount])
        }
        return byteCount > 0
    }

    mutating func nextChunk() throws(Complaint) -> Chunk? {
        var bytes = pending
        var ranges: [Range<Int>] = []
        var places: [Chunk.Place] = []
        var lineStart = 0
        var searched = 0

        while true {
            guard let file else {
                guard let name = files.popFirst() else { break }
                self.file = try InputFile(name)
                lineNumber = 0
                continue
            }
            while ranges.count < limit.lines, let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                try take(lineStart..<end)
                lineStart = end + 1
                searched = lineStart
            }
            if ranges.isEmpty {  // nothing but blank lines so far: forget them
                bytes.removeFirst(lineStart)
                lineStart = 0
            }
            if ranges.count == limit.lines || lineStart >= limit.bytes { break }
            searched = bytes.count
            try checkLength(lineStart..<bytes.count, line: lineNumber + 1)
            let count = try file.read(into: &block)
            if count > 0 {
                bytes += block[..<count]
                byteCount += count
            } else {
                if lineStart < bytes.count { try take(lineStart..<bytes.count) }
                lineStart = bytes.count
                self.file = nil
            }
        }
        pending = Array(bytes[lineStart...])
        return ranges.isEmpty ? nil : Chunk(bytes: bytes, ranges: ranges, places: places)

        func take(_ line: Range<Int>) throws(Complaint) {
            lineNumber += 1
            try checkLength(line, line: lineNumber)
            let hasMark = lineNumber == 1 && bytes[line].starts(with: Self.byteOrderMark)
            let text = hasMark ? line.dropFirst(Self.byteOrderMark.count) : line
            guard bytes[text].contains(where: { !Self.blanks.contains($0) }) else { return }
            ranges.append(text)
            places.append(Chunk.Place(file: file!.name, line: lineNumber))
        }

        func checkLength(_ text: Range<Int>, line: Int) throws(Complaint) {
            guard text.count > Self.lineLimit else { return }
            throw Complaint(
                .badData,
                "\(file!.name):\(line): longer than \(Self.lineLimit >> 20) MiB, the limit for a line"
            )
        }
    }
}
