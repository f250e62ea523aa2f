// The record of lateness.

import Testing
@testable import WorkerPoolDemo

struct HistogramTests {
    @Test func `answers quantiles to 4 %, and the exact maximum`() {
        var histogram = Histogram()
        for microseconds in 1...100_000 { histogram.record(.microseconds(microseconds)) }
        for share in [0.0001, 0.01, 0.5, 0.99, 1] {
            let exact = Duration.microseconds(share * 100_000)
            #expect(histogram.quantile(share) >= exact)
            #expect(histogram.quantile(share) <= exact * 1.04 + .microseconds(1))
        }
        #expect(histogram.maximum == .milliseconds(100))
    }

    @Test func `adds up, and holds anything from nothing to years`() {
        var histogram = Histogram()
        histogram.record(.zero)
        var other = Histogram()
        other.record(.seconds(1_000_000))
        histogram.add(other)
        #expect(histogram.count == 2)
        #expect(histogram.quantile(0.5) <= .microseconds(1))
        #expect(histogram.quantile(1) == .seconds(1_000_000))
        histogram.record(.seconds(1_000_000_000))
        #expect(histogram.maximum == .seconds(1_000_000_000))
    }
}
