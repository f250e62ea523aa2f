// What is decoded in one round: some lines, as slices of what was read, and where each came from.

struct Chunk: Sendable {
    /// What ends a chunk: the line that reaches either limit.
    struct Limit: Sendable {
        let bytes: Int
        let lines: Int

        /// Rounds of some tenths of a second, for a decoder that does 1 GB/s; in some 300 MiB of memory.
        static let standard = Limit(bytes: 64 << 20, lines: 250_000)
    }

    struct Place: Sendable, Equatable {
        let file: String
        let line: Int
    }

    private(set) var lines: [ArraySlice<UInt8>] = []
    private(set) var places: [Place] = []
    private(set) var byteCount = 0

    init() {}

    init(bytes: [UInt8], ranges: [Range<Int>], places: [Place]) {
        add(ranges.map { bytes[$0] }, places)
    }

    mutating func add(_ lines: [ArraySlice<UInt8>], _ places: [Place]) {
        self.lines += lines
        self.places += places
        byteCount += lines.reduce(0) { $0 + $1.count }
    }

    /// The same lines repeated that often, or as often as the limit allows; the bytes are shared.
    func repeated(_ times: Int, within limit: Limit = .standard) -> Chunk {
        let times = max(1, min(times, limit.bytes / max(1, byteCount), limit.lines / max(1, lines.count)))
        var chunk = Chunk()
        for _ in 0..<times { chunk.add(lines, places) }
        return chunk
    }

    /// The lines in `count` parts of about equally many bytes, without parts that would be empty.
    func shares(_ count: Int) -> [ArraySlice<ArraySlice<UInt8>>] {
        var shares: [ArraySlice<ArraySlice<UInt8>>] = []
        var start = 0
        var bytes = 0
        for (index, line) in lines.enumerated() {
            bytes += line.count
            guard bytes * count >= byteCount * (shares.count + 1) || index == lines.count - 1 else { continue }
            shares.append(lines[start...index])
            start = index + 1
        }
        return shares
    }
}
