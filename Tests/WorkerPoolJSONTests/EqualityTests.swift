import Testing
import WorkerPoolJSON

/// When two values are equal.
struct EqualityTests {
    private static let equal = [
        ("[1, 2]", "[1,2]"), (#"{"a":1,"b":[]}"#, #"{"b":[],"a":1}"#), (#""\u0041é""#, #""A\u00e9""#), ("1", "1.0"),
        ("10", "1e1"),
        ("100", "0.1E+3"), ("-0", "0.0"), ("0e5", "0"), ("1e400", "10e399"), ("0.00012", "1.2e-4"), ("120", "1.20e2"),
        ("1e-99999999999999999999", "1e-99999999999999999999"), (#"{"a":1,"a":2}"#, #"{"a":3,"a":2}"#), ("{}", "{}"),
        ("1.5", "15e-1"),
    ]

    private static let different = [
        ("1", "\"1\""), ("1", "2"), ("1", "-1"), ("1", "10"), ("[1,2]", "[2,1]"), ("[1]", "[1,1]"), ("[]", "{}"),
        ("null", "false"),
        ("true", "false"), (#"{"a":1}"#, #"{"b":1}"#), (#"{"a":1}"#, #"{"a":2}"#), (#""\u0041""#, #""\u0042""#),
        ("\"é\"", "\"e\u{301}\""),
        ("9007199254740993", "9007199254740992.0"), ("1e400", "1e401"), (#"{"a":1,"a":1}"#, #"{"a":1,"b":1}"#),
        ("0.1", "0.10000000000000001"),
        (#"{"a":1,"b":1}"#, #"{"a":1,"a":1}"#), ("11", "1.01e1"), (#""\u0041\u0042""#, #""\u0041""#), ("-1", "1"),
        ("1", "1.01"),
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
}
