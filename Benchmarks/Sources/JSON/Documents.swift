// What is parsed: the lines of a file, or orders made from a seed.

import Foundation
import Payloads

/// Documents in the forms that the contestants take: made once, before anything is timed.
struct Documents {
    let name: String
    let arrays: [[UInt8]]
    let datas: [Data]
    /// With the readable bytes behind each that simdjson asks for.
    let padded: [[UInt8]]
    let bytes: Int

    init(name: String, lines: [[UInt8]], padding: Int) {
        self.name = name
        arrays = lines
        datas = lines.map { Data($0) }
        padded = lines.map { $0 + [UInt8](repeating: 0, count: padding) }
        bytes = lines.reduce(0) { $0 + $1.count }
    }

    var count: Int { arrays.count }

    static func lines(of file: String) throws -> [[UInt8]] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
            .split(separator: UInt8(ascii: "\n"))
            .map { [UInt8]($0) }
            .filter { !$0.isEmpty }
    }

    /// Orders of 1 to 12 items, with integers, doubles, dates and text in which some characters are escaped.
    static func orders(seed: UInt64, count: Int = 300) -> [[UInt8]] {
        var random = SplitMix64(seed: seed)
        return (0..<count)
            .map { index in
                var text =
                    #"{"id":\#(index),"placed_at":\#(1_700_000_000 + Int.random(in: 0..<10_000_000, using: &random)),"#
                text += #""customer":{"id":\#(UInt32.random(in: 1 ... .max, using: &random)),"#
                text +=
                    #""name":"\#(random.words(2))","email":"\#(random.words(1))@example.com","vip":\#(Bool.random(using: &random))},"#
                text += #""items":["#
                text += (0..<Int.random(in: 1...12, using: &random))
                    .map { _ in
                        let price = Double.random(in: 1...500, using: &random)
                        return #"{"sku":"\#(random.words(1))-\#(Int.random(in: 100..<1000, using: &random))","#
                            + #""title":"\#(random.words(6))","quantity":\#(Int.random(in: 1...5, using: &random)),"#
                            + #""price":\#((price * 100).rounded() / 100),"weight":\#(price / 7),"gift":null}"#
                    }
                    .joined(separator: ",")
                text += #"],"note":"\#(random.words(20))","total":\#(Double.random(in: 1...5000, using: &random))}"#
                return Array(text.utf8)
            }
    }
}

extension SplitMix64 {
    /// As it stands between the quotes of a JSON string.
    fileprivate mutating func words(_ count: Int) -> String {
        let words = [
            "frozen", "worker", "größer", "tape", #"\"quoted\""#, "注文", "slice", "batch", #"a\u00e9b"#, "lane", "ready",
        ]
        return (0..<count).map { _ in words.randomElement(using: &self)! }.joined(separator: " ")
    }
}
