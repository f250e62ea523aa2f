// What became of the input's lines, and where the first malformed ones are.

struct Tally: Sendable {
    struct Malformed: Sendable, Equatable, Codable {
        let file: String
        let line: Int
        let reason: String
    }

    /// How many malformed lines are listed.
    static let nameLimit = 5

    private(set) var kept = 0
    private(set) var dropped = 0
    private(set) var malformed = 0
    private(set) var bytes = 0
    private(set) var firstMalformed: [Malformed] = []
    var total: Int { kept + dropped + malformed }

    mutating func add(_ verdicts: [Verdict], of chunk: Chunk) {
        bytes += chunk.byteCount
        for (verdict, place) in zip(verdicts, chunk.places) {
            switch verdict {
            case .kept: kept += 1
            case .dropped: dropped += 1
            case .malformed(let reason):
                malformed += 1
                if malformed <= Self.nameLimit {
                    firstMalformed.append(Malformed(file: place.file, line: place.line, reason: reason))
                }
            }
        }
    }
}
