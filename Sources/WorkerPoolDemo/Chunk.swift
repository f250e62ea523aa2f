// What is decoded in one round: some lines, as slices of one buffer, and where each came from.

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

    let lines: [ArraySlice<UInt8>]
    let places: [Place]
    let byteCount: Int

    init(bytes: [UInt8], ranges: [Range<Int>], places: [Place]) {
        self.init(lines: ranges.map { bytes[$0] }, places: places)
    }

    private init(lines: [ArraySlice<UInt8>], places: [Place]) {
        self.lines = lines
        self.places = places
        byteCount = lines.reduce(0) { $0 + $1.count }
    }

    /// The same lines repeated that often, or as often as the limit allows; the bytes are shared.
    func repeated(_ times: Int, within limit: Limit = .standard) -> Chunk {
        let times = max(1, min(times, limit.bytes / max(1, byteCount), limit.lines / max(1, lines.count)))
        return Chunk(
            lines: Array(repeatElement(lines, count: times).joined()),
            places: Array(repeatElement(places, count: times).joined())
        )
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
