// What libFuzzer's bytes stand for: a document, and how it is read.

import WorkerPoolJSON

/// Behind the last NUL byte stand the choices, a byte each and none of them zero.
///
/// Without a NUL byte there are none: so a plain document is an input. One that has a NUL byte itself is followed by another.
struct Input {
    /// The document, or what takes its place.
    let document: [UInt8]
    /// Where all that is done at random begins: with the choices, so that an input always does the same.
    let random: SplitMix
    private let choices: [UInt8]

    init(_ bytes: [UInt8]) {
        let end = bytes.lastIndex(of: 0) ?? bytes.count
        document = Array(bytes[..<end])
        choices = Array(bytes[end...].dropFirst())
        random = SplitMix(state: choices.reduce(UInt64(end)) { $0 &* 0x100_0000_01B3 ^ UInt64($1) })
    }

    private subscript(place: Int) -> Int? { place < choices.count ? Int(choices[place]) : nil }

    /// What the parser refuses: without a choice a depth that mutations reach often, else one from -1 up and a size near the document's.
    var parsing: FrozenJSON.Options {
        var options = FrozenJSON.Options(maximumDepth: self[0].map { $0 - 2 } ?? 20)
        if let size = self[1], size != 0xFF { options.maximumSize = document.count + size - 8 }
        return options
    }

    /// How keys are found.
    var names: Names { Names.allCases[(self[2] ?? 0) % Names.allCases.count] }

    /// Whether objects are decoded as dictionaries.
    var areDictionaries: Bool { (self[3] ?? 0) % 2 == 1 }

    /// This many spaces make each line longer, up to what lies alone, not in a slab; mostly none, since they take time.
    var padding: Int { max(0, (self[4] ?? 0) - 0x80) * 280 }

    /// How often the lines are parsed in the same workspace.
    var rounds: Int { 1 + (self[5] ?? 0) % 8 }

    /// Anything, mostly no pointer to something in the document.
    var pointer: String { String(decoding: choices.dropFirst(6), as: UTF8.self) }
}

/// A small random number generator that repeats itself from its seed (Steele, Lea and Flood's SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
