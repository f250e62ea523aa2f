import Foundation
import TestSupport
import Testing
import WorkerPoolFoundation
import WorkerPoolJSON

/// What Foundation promises of `JSONDecoder` by its own tests, of both decoders.
@Suite("What Foundation tests of its decoder holds here, too")
struct FoundationBehaviourTests {
    private let theirs = JSONDecoder()

    private func both<Value: Decodable & Sendable>(
        _ json: String,
        _ choose: (inout Strategies) -> Void = { _ in }
    ) throws -> (ours: Value, theirs: Value) {
        var strategies = Strategies()
        choose(&strategies)
        let decoder = FrozenJSON.ValueDecoder(Value.self, decoding: strategies.ours)
        var workspace = decoder.makeWorkspace()
        return (
            try decoder.decode([UInt8](json.utf8), in: &workspace),
            try strategies.theirs.decode(Value.self, from: Data(json.utf8))
        )
    }

    private func expect<Value: Decodable & Equatable & Sendable>(
        _ json: String,
        is value: Value,
        _ choose: (inout Strategies) -> Void = { _ in },
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (ours, theirs): (Value, Value) = try both(json, choose)
        #expect(ours == value, "\(json)", sourceLocation: sourceLocation)
        #expect(theirs == value, "\(json), by JSONDecoder", sourceLocation: sourceLocation)
    }

    /// Neither decodes it.
    private func expectRefused<Value: Decodable & Sendable>(
        _ json: String,
        _ type: Value.Type,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let ours = FrozenJSON.ValueDecoder(type, decoding: .likeJSONDecoder)
        var workspace = ours.makeWorkspace()
        #expect(throws: DecodingError.self, "\(json)", sourceLocation: sourceLocation) {
            try ours.decode([UInt8](json.utf8), in: &workspace)
        }
        #expect(throws: DecodingError.self, "\(json), by JSONDecoder", sourceLocation: sourceLocation) {
            try theirs.decode(type, from: Data(json.utf8))
        }
    }

    // MARK: Texts

    @Test func `escapes are the characters that they stand for, in pairs beyond the first plane`() throws {
        try expect(#""\u00FC\u2260""#, is: "\u{FC}\u{2260}")
        try expect(#""7\u00fc7\u22607""#, is: "7\u{FC}7\u{2260}7")
        try expect(#""\ud83e\udd80""#, is: "\u{1F980}")
        for number in 0..<0x20 as Range<UInt8> {
            let digits = String(number, radix: 16)
            let text = String(Unicode.Scalar(number))
            try expect(#""\u00\#(number < 16 ? "0" : "")\#(digits)""#, is: text)
        }
        try expect(#""\b\f\n\r\t\/\\\"""#, is: "\u{8}\u{C}\n\r\t/\\\"")
    }

    @Test(arguments: [
        #""\ud83e""#, #""\ud83ex""#, #""x\ud83e""#, #""\ud83e\u0041""#, #""\u00""#, #""\ud83ex\udd80""#, #""\w""#,
        "\"open", "\"\n\"",
    ])
    func `what is no escape, or half of one, is no text`(json: String) {
        expectRefused(json, String.self)
        expectRefused("[\(json)]", [String].self)
    }

    @Test func `a NUL is a character like any other, in names too`() throws {
        try expect(#"["x\u0000y"]"#, is: ["x\0y"])
        try expect(#"{"x\u0000y":"\u0000"}"#, is: ["x\0y": "\0"])
    }

    @Test func `a name that is not UTF-8 is an error`() {
        let document = [UInt8](#"{"nam"#.utf8) + [0xFF] + [UInt8](#"e":1}"#.utf8)
        #expect(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: document) }
        #expect(throws: DecodingError.self) { try theirs.decode(Base.self, from: Data(document)) }
    }

    @Test func `of equivalent names a dictionary has the first`() throws {
        try expect(#"{"\u00fc":1,"u\u0308":2}"#, is: ["\u{FC}": 1])
    }

    // MARK: Numbers

    @Test func `a number may be all there is`() throws {
        for (json, value) in [
            ("0 ", 0), (" 2.5\n", 2.5), ("25e-1", 2.5), ("-4.5e-3", -0.0045), ("0e-12", 0), ("1E3", 1000),
        ] {
            try expect(json, is: value)
        }
    }

    @Test(arguments: [
        "1.", "2e", "-3.5e-", "+", "+4", "1e-999", "1e999", "5x", "NaN", "Infinity", "-inf", "-", "0x1F", "1.e1", ".5",
        "01", "1 2", "",
        " ", "tru", "truex", "nulll", "[1", "{\"a\"}", "[1 2]",
    ])
    func `what is no number is none`(json: String) {
        expectRefused(json, Double.self)
        expectRefused("[\(json),0]", [Float].self)
    }

    @Test func `an integer is not rounded on its way through a Double`() throws {
        try expect("{\"a\":7032314514195021675}", is: ["a": 7_032_314_514_195_021_675 as UInt64])
        try expect("9223372036854775807", is: Int64.max)
        try expect("-9223372036854775808", is: Int64.min)
        try expect("18446744073709551615", is: UInt64.max)
        try expect("9223372036854776833", is: 9_223_372_036_854_776_833 as UInt64)
        for json in ["9223372036854775808", "-9223372036854775809", "9223372036854776832"] {
            expectRefused(json, Int64.self)
        }
        for json in ["18446744073709551616", "18446744073709553664", "-1", "1.7976931348623157e308"] {
            expectRefused(json, UInt64.self)
        }
    }

    @Test func `integers of 128 bits are exact, and with a point as far as 64 bits`() throws {
        for value in [Int128.min, .min + 1, -(1 << 64), -1, 0, 1 << 63, 1 << 64, .max] {
            try expect("\(value)", is: value)
        }
        for value in [UInt128.zero, 1 << 63, 1 << 64, .max] { try expect("\(value)", is: value) }
        try expect("18446744073709551615.0", is: Int128(UInt64.max))
        try expect("-18446744073709551615.0", is: -Int128(UInt64.max))
        try expect("18446744073709551615.0", is: UInt128(UInt64.max))
        expectRefused("18446744073709551616.0", Int128.self)
        expectRefused("18446744073709551616.0", UInt128.self)
        expectRefused("340282366920938463463374607431768211456", UInt128.self)
    }

    @Test func `the largest and the smallest numbers come back`() throws {
        for value in [
            Double.greatestFiniteMagnitude, .leastNormalMagnitude, .leastNonzeroMagnitude, .ulpOfOne, 8.5e-115, -0.1,
        ] {
            try expect("[\(value)]", is: [value])
        }
        for value in [Float.greatestFiniteMagnitude, .leastNormalMagnitude, .leastNonzeroMagnitude] {
            try expect("[\(value)]", is: [value])
        }
        let decimal = Decimal(sign: .plus, exponent: 127, significand: 1)
        try expect("[1" + String(repeating: "0", count: 127) + "]", is: [decimal])
        try expect("34567890123" + String(repeating: "0", count: 60), is: Decimal(string: "34567890123e60")!)
        try expect("[18446744073709551615,18446744073709551616]", is: [Decimal(UInt64.max), Decimal(UInt64.max) + 1])
        try expect("[-9223372036854775809]", is: [Decimal(Int64.min) - 1])
        expectRefused("1e300", Decimal.self)
    }

    @Test func `nothing is taken for something of another kind`() {
        func check<Value: Decodable & Sendable>(_ type: Value.Type) { expectRefused("[true]", type) }
        check([Int].self)
        check([Int8].self)
        check([UInt64].self)
        check([Int128].self)
        check([Float].self)
        check([Double].self)
        check([String].self)
        check([Decimal].self)
        for json in ["[0]", "[1.0]", "[\"true\"]", "[null]"] { expectRefused(json, [Bool].self) }
    }

    // MARK: Containers

    /// The first that fits of two types, at one place.
    private enum Either<First: Decodable & Sendable, Second: Decodable & Sendable>: Decodable, Sendable {
        case first(First)
        case second(Second)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                self = .first(try container.decode(First.self))
            } catch {
                self = .second(try container.decode(Second.self))
            }
        }

        var second: Second? { if case .second(let value) = self { value } else { nil } }
    }

    @Test func `what failed midway leaves its place for another try`() throws {
        let lists: (Either<[String], [Int]>, Either<[String], [Int]>) = try both("[1,2,3]")
        #expect(lists.0.second == [1, 2, 3] && lists.1.second == [1, 2, 3])
        // By a strategy that throws an error of its own.
        let dates: (Either<Date, Bool>, Either<Date, Bool>) = try both("true") { $0.dates = .custom }
        #expect(dates.0.second == true && dates.1.second == true)
        let data: (Either<Data, Int>, Either<Data, Int>) = try both("1") { $0.data = .custom }
        #expect(data.0.second == 1 && data.1.second == 1)
    }

    private struct Asking: Decodable, Sendable {
        let values: [Int]

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            var values: [Int] = []
            while !container.isAtEnd {
                for _ in 0..<3 where try container.decodeNil() { throw Refusal() }
                values.append(try container.decode(Int.self))
            }
            self.values = values
        }
    }

    @Test func `asking whether an element is null changes nothing where it is not`() throws {
        let (ours, theirs): (Asking, Asking) = try both("[1,2,3]")
        #expect(ours.values == [1, 2, 3] && theirs.values == [1, 2, 3])
    }

    private struct Absent: Decodable, Sendable {
        let isMissed: Bool

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            do {
                _ = try container.superDecoder(forKey: AnyKey("none")).singleValueContainer().decode(String.self)
                isMissed = false
            } catch DecodingError.valueNotFound(let type, let context) {
                isMissed = type == String.self && context.codingPath.map(\.stringValue) == ["none"]
            }
        }
    }

    @Test func `the decoder of a superclass that is not there stands at null`() throws {
        let (ours, theirs): (Absent, Absent) = try both(#"{"a":true}"#)
        #expect(ours.isMissed && theirs.isMissed)
    }

    @Test func `a dictionary of keys that are no strings is a list, which may be empty`() throws {
        struct Key: Decodable, Hashable, Sendable { let name: String }
        try expect("[]", is: [Key: Int]())
        try expect(#"[{"name":"x"},1]"#, is: [Key(name: "x"): 1])
        expectRefused(#"[{"name":"x"}]"#, [Key: Int].self)
    }

    @Test func `what may be absent is nil in an empty object, in one of nulls, and else there`() throws {
        let (ours, theirs): (Numbers, Numbers) = try both("{}")
        #expect("\(Rendering(of: ours))" == "\(Rendering(of: theirs))")
        let names = ["int", "int8", "int64", "int128", "uInt", "uInt16", "uInt64", "uInt128", "aDouble", "aFloat"]
        for value in ["null", "1"] {
            let json = "{" + names.map { "\"\($0)\":\(value)" }.joined(separator: ",") + "}"
            let (ours, theirs): (Numbers, Numbers) = try both(json)
            #expect("\(Rendering(of: ours))" == "\(Rendering(of: theirs))")
            #expect((ours.int128 == 1) == (value == "1") && (ours.aFloat == nil) == (value == "null"))
        }
    }

    // MARK: Names

    @Test func `under snake case, names in a path are converted but for a dictionary's`() {
        struct Inner: Decodable, Sendable { let aNumber: Int }
        struct Outer: Decodable, Sendable { let anInner: Inner }
        var strategies = Strategies()
        strategies.keys = .snakeCase
        let json = [UInt8](#"{"top_level":{"next_level":{"an_inner":{"a_number":"x"}}}}"#.utf8)
        let type = [String: [String: Outer]].self
        let frozen = Rendering.outcome { try FrozenJSON(parsing: json).decode(type, decoding: strategies.ours) }
        let theirs = Rendering.outcome { try strategies.theirs.decode(type, from: Data(json)) }
        #expect(frozen == theirs)
        guard case .fault(let fault) = frozen else { return #expect(Bool(false)) }
        #expect(fault.texts == ["top_level", "next_level", "anInner", "aNumber"])
    }

    @Test func `of names that become one, the first is there, and once`() throws {
        struct Keys: Decodable, Equatable, Sendable {
            let count: Int
            let value: Int
            init(count: Int, value: Int) { (self.count, self.value) = (count, value) }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: AnyKey.self)
                count = container.allKeys.count
                value = try container.decode(Int.self, forKey: AnyKey("ab"))
            }
        }
        try expect(#"{"A_B":1,"ab":2,"a__b":"x"}"#, is: Keys(count: 1, value: 1)) { $0.keys = .custom }
        try expect(#"{"a_b":1,"aB":2,"ab":3}"#, is: Keys(count: 2, value: 3)) { $0.keys = .snakeCase }
    }

    @Test func `documents as deep as 512 are accepted, and no deeper`() {
        struct Deep: Decodable, Sendable {
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                while container.count! > 0 { container = try container.nestedUnkeyedContainer() }
            }
        }
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { let _: (Deep, Deep) = try both(nested(512)) }
        expectRefused(nested(513), Deep.self)
    }

    @Test func `a part of some data is a document`() throws {
        let data = Data("2.718281".utf8)[0..<4]
        let decoder = FrozenJSON.ValueDecoder(Double.self, from: Data.self)
        var workspace = decoder.makeWorkspace()
        #expect(try decoder.decode(data, in: &workspace) == 2.71)
        #expect(try theirs.decode(Double.self, from: data) == 2.71)
    }
}
