import Testing
import WorkerPoolJSON

/// Names that are equal as a `String` and written in other bytes are different names, by every way to find them.
struct EquivalentNamesTests {
    private typealias Strategy = FrozenJSON.DecodingOptions.KeyDecodingStrategy

    /// All members of an object, by all of its keys.
    private struct Everything: Decodable {
        let names: [[UInt8]]
        let values: [Int]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: SomeKey.self)
            let keys = container.allKeys
            names = keys.map { Array($0.stringValue.utf8) }
            // Backwards, and again, so that lookups go over what was passed.
            for key in keys.reversed() { _ = try container.decode(Int.self, forKey: key) }
            values = try keys.map { try container.decode(Int.self, forKey: $0) }
        }
    }

    private func check(_ names: [String], seenAs seen: [String], by strategy: Strategy) throws {
        let members = names.enumerated().map { "\"\($1)\":\($0)" }
        let document = try FrozenJSON(parsing: [UInt8]("{\(members.joined(separator: ","))}".utf8))
        var options = FrozenJSON.DecodingOptions()
        options.keyDecodingStrategy = strategy
        let everything = try document.decode(Everything.self, decoding: options)
        #expect(everything.names == seen.map { Array($0.utf8) })
        #expect(everything.values == Array(names.indices))
    }

    @Test(arguments: [0, 20])
    func `as they are`(others: Int) throws {
        let names = ["é", "e\u{301}"] + (0..<others).map { "x\($0)" }
        try check(names, seenAs: names, by: .useDefaultKeys)
    }

    @Test(arguments: [0, 20])
    func `from snake case`(others: Int) throws {
        let names = ["é_x", "e\u{301}_x"] + (0..<others).map { "x\($0)" }
        try check(names, seenAs: ["éX", "e\u{301}X"] + names.dropFirst(2), by: .convertFromSnakeCase)
    }

    @Test(arguments: [0, 20])
    func `by a function`(others: Int) throws {
        let names = ["é", "e\u{301}"] + (0..<others).map { "x\($0)" }
        try check(names, seenAs: names, by: .custom { $0.last! })
    }

    @Test
    func `where looking is dear and a dictionary is made`() throws {
        struct Missing: Decodable {
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: SomeKey.self)
                // The lookups in vain cost the patience of the search.
                for number in 0..<1000 { #expect(!container.contains(SomeKey(stringValue: "é\(number)"))) }
                #expect(!container.contains(SomeKey(stringValue: "e\u{301}")))
                #expect(container.contains(SomeKey(stringValue: "é")))
            }
        }
        let document = try FrozenJSON(parsing: [UInt8](#"{"é":1,"\#(String(repeating: "x", count: 9))":2}"#.utf8))
        var options = FrozenJSON.DecodingOptions()
        options.keyDecodingStrategy = .convertFromSnakeCase
        _ = try document.decode(Missing.self, decoding: options)
    }
}
