// Contestants in interleaved rounds, and the table of their ratios.

import AllocationCount
import Foundation
import Measuring

/// Something that goes over all documents once.
struct Contestant {
    let name: String
    let pass: () throws -> Void
}

/// A row's subject against one other contestant, and the issue's target for that ratio.
struct Target {
    let other: String
    let atLeast: Double
}

/// One row group of the table: a subject, and what it is compared with.
struct Comparison {
    let title: String
    let subject: Contestant
    let others: [Contestant]
    let targets: [Target]

    /// Rounds of about 4 ms a contestant, in an order that moves on by one from round to round; prints the medians.
    func run(over documents: Documents, seconds: Double) throws {
        let contestants = [subject] + others
        let passes = try contestants.map { contestant in
            try contestant.pass()
            return max(1, Int(4_000_000 / max(1, try nanoseconds(1, contestant.pass))))
        }
        let allocations = try contestants.map { contestant in
            let before = allocation_count()
            try contestant.pass()
            return Double(allocation_count() - before) / Double(documents.count)
        }

        var speeds = [[Double]](repeating: [], count: contestants.count)
        let end = now() + UInt64(seconds * 1e9)
        var round = 0
        while now() < end || round < 11 {
            for step in contestants.indices {
                let index = (step + round) % contestants.count
                let time = try nanoseconds(passes[index], contestants[index].pass) / Double(passes[index])
                speeds[index].append(Double(documents.bytes) * 1000 / time)
            }
            round += 1
        }

        print("\n\(title): \(round) rounds")
        for (index, contestant) in contestants.enumerated() {
            let speed = String(
                format: "%8.0f MB/s  %8.2f allocations a document",
                quantile(speeds[index], 0.5),
                allocations[index]
            )
            print("  \(contestant.name.padding(toLength: 42, withPad: " ", startingAt: 0))\(speed)")
        }
        for target in targets {
            guard let index = contestants.firstIndex(where: { $0.name == target.other }) else {
                print("    against \(target.other): missing")
                continue
            }
            let ratios = zip(speeds[0], speeds[index]).map { $0 / $1 }
            let spread = Spread(ratios)
            print(
                "    against \(target.other): "
                    + String(format: "%.2f (%.2f to %.2f)", spread.median, spread.p10, spread.p90)
                    + String(format: ", target %.1f: ", target.atLeast)
                    + (spread.median >= target.atLeast ? "met" : "missed")
            )
        }
    }

    /// The subject alone, as often as it fits.
    func runSubject(seconds: Double) throws {
        let end = now() + UInt64(seconds * 1e9)
        repeat { try subject.pass() } while now() < end
    }

    private func nanoseconds(_ passes: Int, _ pass: () throws -> Void) rethrows -> Double {
        let start = now()
        for _ in 0..<passes { try pass() }
        return Double(now() - start)
    }
}
