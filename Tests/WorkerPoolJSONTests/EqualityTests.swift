import TestSupport
import Testing
import WorkerPoolJSON

/// When two values are equal.
struct EqualityTests {
    private static let equal = [
        ("[1, 2]", "[1,2]"), (#"{"a":1,"b":[]}"#, #"{"b":[],"a":1}"#), (#""\u0041é""#, #""A\u00e9""#), ("1", "1.0"),
        ("10", "1e1"),
        ("100", "0.1E+3"), ("-0", "0.0"), ("0e5", "0"), ("1e400", "10e399"), ("0.00012", "1.2e-4"), ("120", "1.20e2"),
        ("1e-99999999999999999999", "1e-99999999999999999999"), (#"{"a":1,"a":2}"#, #"{"a":3,"a":2}"#), ("{}", "{}"),
        ("1.5", "15e-1"), ("1e100000000000000000000", "10e99999999999999999999"),
        ("1e+0000000000000000000000003", "1000"),
        ("0.1e-99999999999999999999", "1E-100000000000000000000"),
        ("12e-1000000000000000000000", "1.2e-0999999999999999999999"),
        ("0e99999999999999999999", "0e-88888888888888888888"), ("1e9223372036854775808", "0.1e9223372036854775809"),
        (#"{"a":1,"\u0061":2}"#, #"{"\u0061":[],"a":2}"#),
        (#"{"a":1,"b":2,"a":3}"#, #"{"b":4,"a":3,"b":2}"#),
        (#"[{"":1,"b":[{"c":2,"d":3}]},4]"#, #"[{"b":[{"d":3,"c":2}],"":1},4]"#),
        (#"{"a":{"b":1,"b":{"x":1,"y":2}}}"#, #"{"a":{"b":[],"b":{"y":2,"x":1}}}"#),
        (#"{"é":1,"e\u0301":2}"#, #"{"e\u0301":2,"\u00e9":1}"#),
        (#"{"ab":1,"a":2,"abc":3}"#, #"{"abc":3,"ab":1,"a":2}"#),
    ]

    private static let different = [
        ("1", "\"1\""), ("1", "2"), ("1", "-1"), ("1", "10"), ("[1,2]", "[2,1]"), ("[1]", "[1,1]"), ("[]", "{}"),
        ("null", "false"),
        ("true", "false"), (#"{"a":1}"#, #"{"b":1}"#), (#"{"a":1}"#, #"{"a":2}"#), (#""\u0041""#, #""\u0042""#),
        ("\"é\"", "\"e\u{301}\""),
        ("9007199254740993", "9007199254740992.0"), ("1e400", "1e401"), (#"{"a":1,"a":1}"#, #"{"a":1,"b":1}"#),
        ("0.1", "0.10000000000000001"),
        (#"{"a":1,"b":1}"#, #"{"a":1,"a":1}"#), ("11", "1.01e1"), (#""\u0041\u0042""#, #""\u0041""#), ("-1", "1"),
        ("1", "1.01"), ("1e300000000000000000", "1e3000000000000000000"),
        ("1e99999999999999999999", "1e99999999999999999998"),
        ("1e99999999999999999999", "1e-99999999999999999999"), ("1e100000000000000000000", "1e99999999999999999999"),
        ("1e18446744073709551616", "1"), ("1e99999999999999999999", "-1e99999999999999999999"),
        (#"{"a":1,"a":2}"#, #"{"a":2,"a":1}"#), (#"{"a":1,"b":2}"#, #"{"b":1,"a":2}"#),
        (#"{"a":2,"a":2}"#, #"{"a":2}"#), (#"[{"a":1,"b":2},3]"#, #"[{"b":2,"a":1},4]"#),
        (#"[[{"a":1,"b":2}],3]"#, #"[[{"b":2,"a":1},3]]"#),
        (#"{"a":1,"b":[{"c":2,"d":3}]}"#, #"{"b":[{"d":3,"c":3}],"a":1}"#), (#"{"é":1}"#, #"{"e\u0301":1}"#),
        (#"{"ab":1,"a":2}"#, #"{"abc":1,"a":2}"#),
    ]

    @Test(arguments: equal)
    func `the same meaning is equal, however it is written`(left: String, right: String) throws {
        let one = try FrozenJSON(parsing: [UInt8](left.utf8))
        let other = try FrozenJSON(parsing: [UInt8](right.utf8))
        #expect(one == other && other == one && one == one)
    }

    @Test(arguments: different)
    func `another meaning is not equal`(left: String, right: String) throws {
        let one = try FrozenJSON(parsing: [UInt8](left.utf8))
        let other = try FrozenJSON(parsing: [UInt8](right.utf8))
        #expect(one != other && other != one)
        #expect(one != one["nothing"] && one["nothing"] == other["nothing"])
    }

    /// Members in another order on each level: what is tried in order and by name at each level takes forever.
    @Test(.timeLimit(.minutes(5)), arguments: [14, 200, 512, 20_000])
    func `the order of members costs the same on every level, and no stack`(depth: Int) async throws {
        func nested(_ innermost: String, _ rest: String) throws -> FrozenJSON {
            let text = String(repeating: "{\"a\":", count: depth) + innermost + String(repeating: rest, count: depth)
            return try FrozenJSON(parsing: [UInt8](text.utf8), options: .init(maximumDepth: depth))
        }
        let one = try nested("1", #","b":1,"c":2}"#)
        let same = try nested("1.0", #","c":2,"b":1}"#)
        let inOrder = try nested("10e-1", #","b":1,"c":2}"#)
        let other = try nested("2", #","c":2,"b":1}"#)
        let answers = await onSmallStack {
            [one == same, one == inOrder, same == one, one == other, other == one]
        }
        #expect(answers == [true, true, true, false, false])
    }

    @Test(.timeLimit(.minutes(5)), arguments: [16_000])
    func `an object of many members is compared with its reverse`(width: Int) throws {
        func object(_ names: some Sequence<Int>, last: Int) throws -> FrozenJSON {
            let members = names.map { "\"name \($0)\":\($0 == 0 ? last : $0)" }
            return try FrozenJSON(parsing: [UInt8]("{\(members.joined(separator: ","))}".utf8))
        }
        let one = try object(0..<width, last: 0)
        let same = try object((0..<width).reversed(), last: 0)
        let other = try object((0..<width).reversed(), last: 1)
        #expect(one == same && same == one)
        #expect(one != other && other != one)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a name that is repeated many times costs a sort`() throws {
        func object(_ values: some Sequence<Int>) throws -> FrozenJSON {
            let members = values.map { "\"\($0 % 2 == 0 ? "name" : "n\\u0061me")\":\($0)" }
            return try FrozenJSON(parsing: [UInt8]("{\(members.joined(separator: ",")),\"name\":-1}".utf8))
        }
        #expect(try object(0..<20_000) == object((0..<20_000).reversed()))
    }
}
