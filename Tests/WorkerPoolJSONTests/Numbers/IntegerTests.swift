import TestSupport
import Testing

@testable import WorkerPoolJSON

@Suite("Numbers that are integers", .timeLimit(.minutes(5)))
struct IntegerTests {
    @Test func `the limits of every width are exact`() {
        #expect("9223372036854775807".asInteger() == Int64.max)
        #expect("9223372036854775808".asInteger(Int64.self) == nil)
        #expect("-9223372036854775808".asInteger() == Int64.min)
        #expect("-9223372036854775809".asInteger(Int64.self) == nil)
        #expect("18446744073709551615".asInteger() == UInt64.max)
        #expect("18446744073709551616".asInteger(UInt64.self) == nil)
        #expect("-1".asInteger(UInt64.self) == nil)
        #expect("127".asInteger() == Int8.max)
        #expect("128".asInteger(Int8.self) == nil)
        #expect("-128".asInteger() == Int8.min)
        #expect("-129".asInteger(Int8.self) == nil)
        #expect("255".asInteger() == UInt8.max)
        #expect("-18446744073709551615".asInteger() == -Int128(UInt64.max))
    }

    @Test(arguments: ["0", "-0", "0.0", "-0e5", "0e-5", "0.000e99999999999999999999", "0E400"])
    func `zero is zero, however written`(text: String) {
        #expect(text.asInteger() == 0)
        #expect(text.asInteger() == UInt(0))
    }

    @Test(arguments: [
        ("1.0", 1), ("1e2", 100), ("-1.50e1", -15), ("1000e-3", 1), ("9.223372036854775807E18", .max), ("0.12e+2", 12),
        ("0.0000001e8", 10), ("922337203685477580700000000000000000000e-20", 9_223_372_036_854_775_807),
    ])
    func `what has a point or an exponent, but no fraction, is an integer`(text: String, value: Int) {
        #expect(text.asInteger() == value)
    }

    @Test(arguments: [
        "1.5", "1e-1", "0.1", "1e400", "1e19", "-1e19", "1e-400", "123456e-4", "9223372036854775807.1",
        "1e99999999999999999999", "1e-99999999999999999999", "9007199254740993.5",
    ])
    func `what has a fraction or is too large is none`(text: String) {
        #expect(text.asInteger(Int.self) == nil)
    }

    @Test func `any digits are what the standard library makes of them`() {
        var random = SplitMix(seed: 6)
        for _ in 0..<50_000 {
            let length = Int.random(in: 1...21, using: &random)
            let digits = random.digits(length)
            let text = (Bool.random(using: &random) ? "-" : "") + (digits.first == "0" ? "0" : digits)
            #expect(text.asInteger() == Int64(text), "\(text)")
            #expect(text.asInteger() == UInt64(text), "\(text)")
            #expect(text.asInteger() == Int16(text), "\(text)")
            // The point moved, and back by the exponent.
            if let value = Int64(text), value != 0 {
                #expect("\(value).000e0".asInteger() == value)
                #expect("\(value)00e-2".asInteger() == value)
            }
        }
    }
}
