import Foundation
import TestSupport
import Testing
import WorkerPoolJSON

@Suite("Types decoded from the tape are what JSONDecoder makes", .timeLimit(.minutes(5)))
struct DecodingTests {
    struct Everything: Codable, Equatable {
        var bool: Bool
        var int: Int
        var int8: Int8
        var int16: Int16
        var int32: Int32
        var int64: Int64
        var uint: UInt
        var uint8: UInt8
        var uint16: UInt16
        var uint32: UInt32
        var uint64: UInt64
        var float: Float
        var double: Double
        var string: String
        var optional: Int?
        var null: String?
        var array: [Double]
        var dictionary: [String: [Int]]
        var nested: [Nested]
        struct Nested: Codable, Equatable {
            var name: String
            var size: Double?
        }
    }

    static let everything = """
        {"bool":true,"int":-1,"int8":-128,"int16":300,"int32":-70000,"int64":9223372036854775807,"uint":1,"uint8":255,\
        "uint16":65535,"uint32":4294967295,"uint64":18446744073709551615,"float":0.1,"double":1e-7,\
        "string":"gr\\u00fc\\u00dfe \\ud83d\\ude00 \\"x\\" 日本","null":null,"array":[1,2.5,-0.0],\
        "dictionary":{"a":[],"b":[1,2]},"nested":[{"name":"","size":1},{"size":null,"name":"n"}]}
        """

    @Test func `every standard type is decoded`() throws {
        let outcome = Choices.usual.expectSame(Everything.self, Self.everything)
        guard case .value(let value) = outcome else { return #expect(Bool(false), "\(outcome)") }
        // And in any order of the members.
        let encoder = JSONEncoder()
        for formatting in [JSONEncoder.OutputFormatting.sortedKeys, .prettyPrinted] {
            encoder.outputFormatting = formatting
            let json = String(decoding: try encoder.encode(value), as: UTF8.self)
            #expect(Choices.usual.expectSame(Everything.self, json) == .value(value))
        }
    }

    /// Each value in the place of each other: kinds that fit and kinds that do not, with their errors and paths.
    @Test func `every kind in every place is accepted or refused alike`() {
        let values = [
            "null", "true", "1", "-1", "1.0", "1.5", "1e2", "1e400", "128", "300", "18446744073709551615",
            "18446744073709551616", "9007199254740993", "\"1\"", "\"\"", "[]", "[1]", "[null]", "[[1]]", "{}",
            "{\"a\":1}",
            "{\"name\":\"x\"}", "[{\"name\":1}]", "[{\"size\":1}]",
        ]
        let members = [
            "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float",
            "double",
            "string", "optional", "array", "dictionary", "nested",
        ]
        let object = FrozenTemplate(Self.everything)
        for member in members {
            for value in values {
                Choices.usual.expectSame(Everything.self, object.replacing(member, by: value))
            }
            Choices.usual.expectSame(Everything.self, object.replacing(member, by: nil))
        }
    }

    @Test(arguments: ["1", "true", "null", "\"x\"", "[]", "{}", "1.5", "[1,2]"])
    func `a document may be any value`(json: String) {
        Choices.usual.expectSame(Int.self, json)
        Choices.usual.expectSame(Double?.self, json)
        Choices.usual.expectSame(String.self, json)
        Choices.usual.expectSame(Bool.self, json)
        Choices.usual.expectSame([Int].self, json)
        Choices.usual.expectSame([Int?].self, json)
        Choices.usual.expectSame([String: Int].self, json)
    }

    @Test func `what is no JSON is corrupted at the root`() {
        for json in ["", "{", "[1,]", "nul", "1 2", "\"\\x\"", "{\"a\":1,}"] {
            let outcome = Outcome {
                var workspace = FrozenJSON.ValueDecoder(Int.self).makeWorkspace()
                return try FrozenJSON.ValueDecoder(Int.self).decode(Array(json.utf8), in: &workspace)
            }
            #expect(outcome == .corrupted)
        }
    }

    /// Where `JSONDecoder` rounds to zero first.
    @Test func `a fraction is no integer, however small`() throws {
        #expect(Choices.usual.foundations(Int.self, "1e-400") == .value(0))
        #expect(Choices.usual.ours(Int.self, "1e-400") == .corrupted)
    }

    @Test func `a number that does not fit is reported with its path`() throws {
        let document = try FrozenJSON(parsing: Array(#"{"a":{},"b":[[0],[1,300]]}"#.utf8))
        let error = #expect(throws: DecodingError.self) { try document.decode(Bytes.self) }
        guard case .dataCorrupted(let context)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(context.codingPath.map(\.stringValue) == ["b", "Index 1", "Index 1"])
        #expect(context.codingPath.map(\.intValue) == [nil, 1, 1])
        #expect(context.debugDescription == "Number 300 is not representable in UInt8.")
    }

    struct Bytes: Decodable {
        var b: [[UInt8]]
    }

    // MARK: Names

    struct Pair: Decodable, Equatable {
        var a: Int
        var b: Int
    }

    @Test(arguments: [
        #"{"a":1,"b":2,"a":3}"#, #"{"b":2,"a":1,"a":3}"#, #"{"a":1,"a":3,"b":2,"b":4}"#,
        #"{"b":2,"b":4,"a":1,"b":5,"a":3}"#,
        #"{"\u0061":1,"b":2,"a":3}"#, #"{"a":1,"\u0062":2,"b":3,"\u0061":4}"#,
    ])
    func `of members with the same name, the first is taken`(json: String) {
        #expect(Choices.usual.expectSame(Pair.self, json) == .value(Pair(a: 1, b: 2)))
        #expect(Choices.usual.expectSame([String: Int].self, json) == .value(["a": 1, "b": 2]))
    }

    /// Lookups in every order, of names that share their lengths and ends, in objects small and large.
    @Test(arguments: [3, 20, 200])
    func `members are found in whatever order they are asked for`(count: Int) throws {
        var random = SplitMix(seed: UInt64(count))
        let names = (0..<count).map { "n\($0 * 7 % count)x" }
        let json = "{" + names.enumerated().map { #""\#($1)":\#($0)"# }.joined(separator: ",") + #","n0x":-1}"#
        let document = try FrozenJSON(parsing: Array(json.utf8))
        for _ in 0..<5 {
            let order = (names + ["missing", "n999x"]).shuffled(using: &random)
            let found = try document.decode(Members.self, decoding: Members.options(order)).found
            #expect(found == order.map { names.firstIndex(of: $0) })
        }
    }

    /// Asks for the names that its options tell.
    struct Members: Decodable {
        static let key = CodingUserInfoKey(rawValue: "names")!
        var found: [Int?]

        static func options(_ names: [String]) -> FrozenJSON.DecodingOptions {
            var options = FrozenJSON.DecodingOptions()
            options.userInfo[key] = names
            return options
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: SomeKey.self)
            found = try (decoder.userInfo[Self.key] as! [String])
                .map {
                    try container.decodeIfPresent(Int.self, forKey: SomeKey(stringValue: $0))
                }
        }
    }

    @Test func `a missing value of the document is not decoded`() throws {
        let document = try FrozenJSON(parsing: Array(#"{"a":{"b":[1,2]}}"#.utf8))
        #expect(throws: DecodingError.self) { try document.decode([String: String].self) }
        #expect(try document.decode([String: [String: [Int]]].self) == ["a": ["b": [1, 2]]])
    }
}

/// The members of one object, any of which can be replaced by other JSON.
struct FrozenTemplate {
    private let members: [String: Any]

    init(_ json: String) { members = try! JSONSerialization.jsonObject(with: Data(json.utf8)) as! [String: Any] }

    func replacing(_ name: String, by value: String?) -> String {
        var members = members
        members[name] = nil
        let rest = String(decoding: try! JSONSerialization.data(withJSONObject: members), as: UTF8.self)
        return value.map { rest.dropLast() + ",\"\(name)\":\($0)}" } ?? rest
    }
}
