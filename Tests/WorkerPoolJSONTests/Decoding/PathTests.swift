import TestSupport
import Testing
import WorkerPoolJSON

// Paths are found by going down from the root: here in every order, and so many of them that going over all siblings for each would
// take minutes.

@Suite("Paths to what is decoded", .timeLimit(.minutes(5)))
struct PathTests {
    enum Order: CaseIterable { case forwards, backwards, shuffled }

    @Test(arguments: Order.allCases, 1...1 as ClosedRange<UInt64>)
    func `every path is that by which the value was reached`(order: Order, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let tree = Tree(using: &random, depth: 4)
        let document = try FrozenJSON(parsing: Array(tree.json.utf8))
        var places: [Place] = []
        // The decoders share one reading; that of a value is made without an error, so that no path is found before it is asked for.
        try Place.visit(tree, document.decode(Escaping.self).decoder, path: [], into: &places)
        switch order {
        case .forwards: break
        case .backwards: places.reverse()
        case .shuffled: places.shuffle(using: &random)
        }
        #expect(places.count > 1_000)
        #expect(places.allSatisfy { names($0.decoder.codingPath) == $0.path })
    }

    @Test func `a mistake in every element costs no more per element in a long array`() throws {
        let json = #"{"before":[1,2],"list":["# + elements(#""x""#) + "]}"
        let list = try decode([String: [Lossy<Int>]].self, json)["list"]!
        #expect(list.count == Self.count)
        #expect(list.indices.allSatisfy { list[$0].path == ["list", String($0)] })
    }

    @Test func `mistakes in two arrays by turns cost no more per element either`() throws {
        struct ByTurns: Decodable {
            var areRight = true
            init(from decoder: any Decoder) throws {
                let columns = try decoder.container(keyedBy: SomeKey.self)
                var one = try columns.nestedUnkeyedContainer(forKey: SomeKey(stringValue: "one"))
                var other = try columns.nestedUnkeyedContainer(forKey: SomeKey(stringValue: "other"))
                while !one.isAtEnd {
                    let place = String(one.currentIndex)
                    if try one.decode(Lossy<Int>.self).path != ["one", place] { areRight = false }
                    if try other.decode(Lossy<Int>.self).path != ["other", place] { areRight = false }
                    if names(one.codingPath) != ["one"] { areRight = false }
                }
            }
        }
        let column = elements("null")
        #expect(try decode(ByTurns.self, #"{"one":[\#(column)],"other":[\#(column)]}"#).areRight)
    }

    @Test func `a mistake in every member costs no more per member in a large object`() throws {
        struct Backwards: Decodable {
            var areRight = true
            init(from decoder: any Decoder) throws {
                let members = try decoder.container(keyedBy: SomeKey.self)
                for key in members.allKeys.reversed()
                where try members.decode(Lossy<Int>.self, forKey: key).path != [key.stringValue] {
                    areRight = false
                }
            }
        }
        let json = "{" + (0..<Self.count).map { "\"\($0)\":[]" }.joined(separator: ",") + "}"
        #expect(try decode(Backwards.self, json).areRight)
    }

    @Test func `mistakes in dictionaries are found under the names that are written`() throws {
        let json = "[" + elements(#"{"a_b":"x"}"#) + "]"
        let list = try decode([Lossy<[String: Int]>].self, json) { $0.keyDecodingStrategy = .convertFromSnakeCase }
        #expect(list.count == Self.count)
        #expect(list.indices.allSatisfy { list[$0].path == [String($0), "a_b"] })
    }

    @Test func `a function for keys costs no more per object in a long array`() throws {
        /// The element's place, which only the path to its name tells.
        struct Element: Decodable {
            let place: Int
            let path: [String]
            init(from decoder: any Decoder) throws {
                let members = try decoder.container(keyedBy: SomeKey.self)
                place = Int(members.allKeys[0].stringValue)!
                path = names(decoder.codingPath)
            }
        }
        let list = try decode([Element].self, "[" + elements(#"{"a":1,"b":2}"#) + "]") {
            $0.keyDecodingStrategy = .custom { SomeKey(stringValue: String($0[0].intValue!)) }
        }
        #expect(list.count == Self.count)
        #expect(list.indices.allSatisfy { list[$0].place == $0 && list[$0].path == [String($0)] })
    }

    @Test func `the next document has paths of its own`() throws {
        let decoder = FrozenJSON.ValueDecoder([[Lossy<Int>]].self)
        var workspace = decoder.makeWorkspace()
        // The arrays lie at the same words, and their elements elsewhere.
        for (counts, element) in [([100], "[1,2]"), ([200], "{}"), ([70, 1], "[]"), ([100, 50], "[1]")] {
            let arrays = counts.map { "[" + repeatElement(element, count: $0).joined(separator: ",") + "]" }
            let json = "[" + arrays.joined(separator: ",") + "]"
            let paths = try decoder.decode(Array(json.utf8), in: &workspace).map { $0.map(\.path) }
            let areRight = paths == counts.indices.map { array in (0..<counts[array]).map { ["\(array)", "\($0)"] } }
            #expect(areRight, "arrays of \(counts)")
        }
    }

    // MARK: Helpers

    private static let count = 30_000

    private func elements(_ element: String) -> String {
        repeatElement(element, count: Self.count).joined(separator: ",")
    }

    private func decode<Value: Decodable>(
        _ type: Value.Type,
        _ json: String,
        configure: (inout FrozenJSON.DecodingOptions) -> Void = { _ in }
    ) throws -> Value {
        var options = FrozenJSON.DecodingOptions()
        configure(&options)
        return try FrozenJSON(parsing: Array(json.utf8)).decode(Value.self, decoding: options)
    }

    /// A value of another type than is asked for, and where the error says it is.
    struct Lossy<Value: Decodable>: Decodable, Sendable {
        let path: [String]
        init(from decoder: any Decoder) throws {
            do {
                _ = try decoder.singleValueContainer().decode(Value.self)
                path = []
            } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
                path = names(context.codingPath)
            }
        }
    }

    struct Escaping: Decodable {
        let decoder: any Decoder
        init(from decoder: any Decoder) throws { self.decoder = decoder }
    }

    /// A value's decoder, and the way that the test went to it.
    struct Place {
        let decoder: any Decoder
        let path: [String]

        static func visit(_ tree: Tree, _ decoder: any Decoder, path: [String], into places: inout [Place]) throws {
            places.append(Place(decoder: decoder, path: path))
            switch tree {
            case .number: break
            case .array(let elements):
                var list = try decoder.unkeyedContainer()
                for (index, element) in elements.enumerated() {
                    try visit(element, list.superDecoder(), path: path + [String(index)], into: &places)
                }
            case .object(let values):
                let members = try decoder.container(keyedBy: SomeKey.self)
                for (index, value) in values.enumerated() {
                    let name = "member \(index)"
                    let decoder = try members.superDecoder(forKey: SomeKey(stringValue: name))
                    try visit(value, decoder, path: path + [name], into: &places)
                }
            }
        }
    }

    /// A document with containers of all sizes.
    indirect enum Tree {
        case number
        case array([Tree])
        case object([Tree])

        init(using random: inout SplitMix, depth: Int) {
            // The deeper, the more often a number; the root has many children, of which some are large.
            guard depth == 4 || Int.random(in: 0..<16, using: &random) < depth else {
                self = .number
                return
            }
            let count = depth == 4 ? 300 : [0, 1, 2, 31, 32, 33, 34, 64, 65, 100].randomElement(using: &random)!
            let children = (0..<count).map { _ in Tree(using: &random, depth: depth - 1) }
            self = Bool.random(using: &random) ? .array(children) : .object(children)
        }

        var json: String {
            switch self {
            case .number: "1"
            case .array(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
            case .object(let values):
                "{" + values.enumerated().map { "\"member \($0)\":\($1.json)" }.joined(separator: ",") + "}"
            }
        }
    }
}

/// A path as the places and names that it goes through.
private func names(_ path: [any CodingKey]) -> [String] {
    path.map { $0.intValue.map(String.init) ?? $0.stringValue }
}
