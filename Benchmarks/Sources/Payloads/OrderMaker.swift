// Orders of a wanted size, from a seed.

/// Makes the JSON of orders, each exactly as long as it is asked for.
package struct OrderMaker {
    private var random: SplitMix64
    private static let words = [
        "parcel", "urgent", "fragile", "blue", "seven", "harbour", "invoice", "copper", "evening", "second", "market",
        "window", "garden", "silver", "letter", "bridge",
    ]
    private static let cities = ["Lisboa", "Osaka", "Oslo", "Quito", "Accra", "Perth"]

    package init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// One order in `size` bytes; the smallest is about 400.
    package mutating func make(size: Int) -> [UInt8] {
        let id = Int.random(in: 1_000_000...9_999_999, using: &random)
        let name = "\(word().capitalized) \(word().capitalized)"
        let city = Self.cities.randomElement(using: &random)!
        let head =
            #"{"id":\#(id),"customer":{"id":\#(id % 9973),"name":"\#(name)","city":"\#(city)"},"isPaid":\#(Bool.random(using: &random)),"text":""#
        var lines: [String] = []
        var length = head.utf8.count + #"","lines":[],"total":99999999}"#.utf8.count
        var total = 0
        while true {
            let quantity = Int.random(in: 1...9, using: &random)
            let cents = Int.random(in: 100...9999, using: &random)
            let note =
                lines.count.isMultiple(of: 3) ? "" : #","note":"\#(text(of: Int.random(in: 20...70, using: &random)))""#
            let line = #"{"sku":"\#(word())-\#(cents)","quantity":\#(quantity),"cents":\#(cents)\#(note)}"#
            if !lines.isEmpty && length + line.utf8.count + 60 > size { break }
            lines.append(line)
            length += line.utf8.count + 1
            total += quantity * cents
        }
        let tail = #"","lines":[\#(lines.joined(separator: ","))],"total":\#(total)}"#
        let filling = text(of: max(0, size - head.utf8.count - tail.utf8.count))
        return Array((head + filling + tail).utf8)
    }

    private mutating func word() -> String { Self.words.randomElement(using: &random)! }

    private mutating func text(of length: Int) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length + 10)
        while bytes.count < length {
            bytes.append(contentsOf: word().utf8)
            bytes.append(UInt8(ascii: " "))
        }
        return String(decoding: bytes.prefix(length), as: UTF8.self)
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
