import Foundation
import Testing
import WorkerPool
import WorkerPoolJSON

@Suite("Decoding strategies", .timeLimit(.minutes(5)))
struct StrategyTests {
    @Test(arguments: [
        "one", "one_two", "one_two_three", "_one_two", "__one__two__", "_", "___", "", "ONE_TWO", "oneTwo_three",
        "one_2", "_One",
        "one__two", "éclair_au_café", "one_",
    ])
    func `snake case is converted as by JSONDecoder`(name: String) {
        struct Names: Decodable, Equatable {
            var names: [String]
            init(from decoder: any Decoder) throws {
                names = try decoder.container(keyedBy: SomeKey.self).allKeys.map(\.stringValue)
            }
        }
        let outcome = Choices.snakeCase.expectSame(Names.self, #"{"\#(name)":1}"#)
        guard case .value = outcome else { return #expect(Bool(false), "\(outcome)") }
    }

    struct Account: Decodable, Equatable {
        var userName: String
        var lastLogins: [Login]
        var perDay: [String: Int]
        struct Login: Decodable, Equatable {
            var atHour: Int
        }
    }

    @Test(arguments: [
        #"{"user_name":"x","last_logins":[{"at_hour":1}],"per_day":{"mon_day":1}}"#,
        #"{"userName":"x","lastLogins":[],"perDay":{}}"#,
        #"{"user_name":"x","last_logins":[{"at_hour":1},{"at_hour":"2"}],"per_day":{}}"#,
        #"{"user_name":"x","last_logins":[{"hour":1}],"per_day":{}}"#,
        #"{"user_name":"x","last_logins":[],"per_day":{"mon_day":"1"}}"#,
        #"{"user_name":"x","last_logins":[],"per_day":[]}"#,
    ])
    func `keys are converted at every depth, but not a dictionary's`(json: String) {
        Choices.snakeCase.expectSame(Account.self, json)
    }

    @Test func `keys are converted by a function of their path`() {
        struct Outer: Decodable, Equatable {
            var x: Inner
            struct Inner: Decodable, Equatable {
                var ab: Int
                enum CodingKeys: String, CodingKey { case ab = "2ba" }
            }
            enum CodingKeys: String, CodingKey { case x = "1x" }
        }
        let outcome = Choices.backwards.expectSame(Outer.self, #"{"x":{"ab":5}}"#)
        #expect(outcome == .value(Outer(x: Outer.Inner(ab: 5))))
        Choices.backwards.expectSame(Outer.self, #"{"x":{"ab":"5"}}"#)
        Choices.backwards.expectSame(Outer.self, #"{"x":{"abc":5}}"#)
    }

    @Test(arguments: ["inf", "-inf", "nan", "Infinity", ""])
    func `infinities are strings where the options say so`(text: String) {
        struct Bits: Decodable, Equatable {
            var double: UInt64
            var float: UInt32
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                double = try list.decode(Double.self).bitPattern
                float = try list.decode(Float.self).bitPattern
            }
        }
        Choices.floats.expectSame(Bits.self, #"["\#(text)","\#(text)"]"#)
        Choices.usual.expectSame(Bits.self, #"["\#(text)","\#(text)"]"#)
    }

    struct Celsius: Decodable, Equatable, Sendable {
        var degrees: Double
    }

    @Test func `a type is decoded by its strategy`() throws {
        var options = FrozenJSON.DecodingOptions()
        let document = try FrozenJSON(parsing: Array(#"{"a":[" 21"],"b":{"degrees":3}}"#.utf8))
        options.setStrategy(for: Celsius.self) { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            guard let degrees = Double(text.drop { $0 == " " }) else {
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no number"))
            }
            return Celsius(degrees: degrees)
        }
        struct Report: Decodable {
            var a: [Celsius]
        }
        #expect(try document.decode(Report.self, decoding: options).a == [Celsius(degrees: 21)])
        #expect(throws: DecodingError.self) { try document.decode([String: Celsius].self, decoding: options) }
        options.setStrategy(for: Celsius.self, nil)
        #expect(throws: DecodingError.self) { try document.decode(Report.self, decoding: options) }
    }

    @Test func `a pool decodes types from arrays and slices`() async throws {
        let pool = try WorkerPool(workers: 2)
        let lines = (0..<100).map { $0 % 10 == 3 ? "{\"degrees\":" : "{\"degrees\":\($0)}" }
        let expected = (0..<100).map { $0 % 10 == 3 ? nil : Celsius(degrees: Double($0)) }
        let arrays = pool.dispatchAsync(lines.map { Array($0.utf8) }, decoder: FrozenJSON.ValueDecoder(Celsius.self))
        #expect(try await arrays.retrieve().map { try? $0.get() } == expected)
        let slices = Array(lines.joined(separator: "\n").utf8).split(separator: UInt8(ascii: "\n"))
        let decoder = FrozenJSON.ValueDecoder(Celsius.self, from: ArraySlice<UInt8>.self)
        #expect(try await pool.dispatchAsync(slices, decoder: decoder).retrieve().map { try? $0.get() } == expected)
        await pool.shutdown()
    }

    /// Any JSON, by the deepest recursion that a type can ask for.
    indirect enum Anything: Decodable, Sendable {
        case array([Anything])
        case object([String: Anything])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let array = try? container.decode([Anything].self) {
                self = .array(array)
            } else if let object = try? container.decode([String: Anything].self) {
                self = .object(object)
            } else {
                self = .other
            }
        }
    }

    /// The parser does not recurse, but a user's types do; its limit must come before the end of a worker's stack, since a message of a
    /// thousand bytes could else end the process.
    @Test func `what is nested as deep as the limit allows fits on the stack of a worker`() async {
        await #expect(processExitsWith: .success) {
            let pool = try WorkerPool(workers: 1)
            let arrays = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
            let objects = String(repeating: #"{"a":"#, count: 512) + "1" + String(repeating: "}", count: 512)
            let payloads = [arrays, objects].map { Array($0.utf8) }
            let decoder = FrozenJSON.ValueDecoder(Anything.self)
            let results = try await pool.dispatchAsync(payloads, decoder: decoder).retrieve()
            await pool.shutdown()
            for result in results { _ = try result.get() }
        }
    }
}
