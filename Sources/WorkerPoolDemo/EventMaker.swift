// Makes events if the user has none: orders of 1 to 5 KB with nested lines, the same in every run.

struct EventMaker: ChunkSource {
    static let name = "generated events"
    /// Keeps one order in four.
    static let condition = Condition("status=paid")

    /// When to stop.
    enum Limit: Equatable {
        case count(Int)
        case seconds(Double)
    }

    private let limit: Limit
    private let beginning = ContinuousClock.now
    private var random = SplitMix(state: 2025)
    private var made = 0

    init(until limit: Limit) {
        self.limit = limit
    }

    mutating func nextChunk() -> Chunk? {
        if case .seconds(let seconds) = limit, beginning.duration(to: .now) >= .seconds(seconds), made > 0 {
            return nil
        }
        var bytes: [UInt8] = []
        let size = Chunk.Limit.standard
        var ranges: [Range<Int>] = []
        var places: [Chunk.Place] = []
        while bytes.count < size.bytes && ranges.count < size.lines && .count(made) != limit {
            made += 1
            let start = bytes.count
            appendEvent(to: &bytes)
            ranges.append(start..<bytes.count)
            places.append(Chunk.Place(file: Self.name, line: made))
        }
        return ranges.isEmpty ? nil : Chunk(bytes: bytes, ranges: ranges, places: places)
    }

    /// One event in 250 is spoilt.
    private mutating func appendEvent(to bytes: inout [UInt8]) {
        let start = bytes.count
        switch random.below(1000) {
        case 0: bytes += "\(made)".utf8
        case 1: bytes += "{\"id\":\(made),\"status\":paid}".utf8
        case 2...3:
            appendOrder(to: &bytes)
            bytes.removeLast((bytes.count - start) / 2)
        default: appendOrder(to: &bytes)
        }
    }

    private mutating func appendOrder(to bytes: inout [UInt8]) {
        let status = ["paid", "open", "shipped", "cancelled"][random.below(4)]
        bytes +=
            """
            {"id":\(made),"status":"\(status)","currency":"EUR","customer":{"id":\(random.below(100_000)),\
            "name":"Zoë Müller \(random.below(1000))","email":"zoe.\(random.below(1000))@example.com","vip":\(random.below(9) == 0),\
            "address":{"street":"Long Lane \(random.below(200))","city":"Zürich","zip":"\(8000 + random.below(99))"}},"lines":[
            """
            .utf8
        for line in 0...4 + random.below(26) {
            bytes +=
                """
                \(line == 0 ? "" : ","){"sku":"SKU-\(random.below(1_000_000))","title":"A \\"fine\\" thing, number \(line)",\
                "quantity":\(1 + random.below(9)),"price":\(random.below(200)).\(10 + random.below(90)),"tags":["new","gift"],"note":null}
                """
                .utf8
        }
        bytes += "],\"version\":3}".utf8
    }
}

/// The smallest random number generator that is good enough (SplitMix64).
struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
