import TestSupport
import Testing

@testable import WorkerPoolJSON

@Suite("Decimals become doubles", .timeLimit(.minutes(5)))
struct DoubleTests {
    @Test(arguments: HardDoubles.all.map(\.text))
    func `a hard decimal is the nearest double`(text: String) {
        let expected = HardDoubles.all.first { $0.text == text }!.bits
        #expect(text.asDouble.bitPattern == expected)
    }

    @Test func `what is halfway goes to the even neighbour, and what is beside it to the nearer`() {
        var random = SplitMix(seed: 1)
        for round in 0..<300 {
            // A double of any exponent, every tenth a subnormal.
            let exponents: ClosedRange<UInt64> = round % 10 == 0 ? 0...0 : 1...2045
            let exponent = UInt64.random(in: exponents, using: &random)
            let value = Double(bitPattern: exponent << 52 | random.next() >> 12)
            let halfway = ExactDecimal(halfwayAbove: value)
            let even = value.bitPattern & 1 == 0 ? value : value.nextUp
            #expect(halfway.text.asDouble == even, "\(halfway.text)")
            #expect(halfway.textOfALittleMore.asDouble == value.nextUp, "\(halfway.text)")
            #expect(halfway.textOfALittleLess.asDouble == value, "\(halfway.text)")
        }
    }

    @Test func `halfway beyond the greatest is infinite, and half the least is zero`() {
        let beyond = ExactDecimal(halfwayAbove: .greatestFiniteMagnitude)
        #expect(beyond.text.asDouble == .infinity)
        #expect(beyond.textOfALittleLess.asDouble == .greatestFiniteMagnitude)
        #expect(("-" + beyond.text).asDouble == -.infinity)
        let below = ExactDecimal(halfwayAbove: 0)
        #expect(below.text.asDouble == 0)
        #expect(below.textOfALittleMore.asDouble == .leastNonzeroMagnitude)
    }

    @Test func `any double comes back from its description`() {
        var random = SplitMix(seed: 2)
        for _ in 0..<100_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(value.description.asDouble.bitPattern == value.bitPattern, "\(value)")
        }
    }

    @Test func `any digits are what the standard library makes of them`() {
        var random = SplitMix(seed: 3)
        for _ in 0..<100_000 {
            let text = random.number()
            #expect(text.asDouble.bitPattern == Double(text)!.bitPattern, "\(text)")
        }
    }

    /// Fast at what is common, and every power in the table used.
    @Test func `every power of ten, with significands of any length, is what the standard library makes of it`() {
        var random = SplitMix(seed: 4)
        for exponent in -365...330 {
            for bits in 1...64 {
                let significand = random.next() >> UInt64(64 - bits)
                let expected = Double("\(significand)e\(exponent)")!
                let value = Double(nearestTo: significand, exponent: exponent, isNegative: false)
                #expect(value.bitPattern == expected.bitPattern, "\(significand)e\(exponent)")
            }
        }
    }

    @Test func `any float is rounded once`() {
        var random = SplitMix(seed: 5)
        for _ in 0..<2_000 {
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()) & 0x7FFF_FFFF)
            guard float.isFinite else { continue }
            #expect(float.description.asFloat == float, "\(float)")
            // Half-way between two floats is a double; a hair beside it is not, and rounds to that double first.
            let halfway = float.isNormal && float.nextUp.isFinite ? Double(float) + Double(float.ulp) / 2 : 1e39
            for text in [ExactDecimal(halfwayAbove: halfway.nextDown), ExactDecimal(halfwayAbove: halfway)].map(\.text)
                + ["\(halfway)"]
            {
                #expect(text.asFloat == Float(text)!, "\(text)")
            }
        }
        #expect("1e39".asFloat == .infinity)
        #expect("3.40282356779733661637539395458142568447e38".asFloat == .greatestFiniteMagnitude)
        #expect("3.40282356779733661637539395458142568448e38".asFloat == .infinity)
    }
}
