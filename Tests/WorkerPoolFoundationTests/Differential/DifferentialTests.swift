import Foundation
import TestSupport
import Testing

/// `WORKERPOOL_CASES` in the environment raises the number of cases, `WORKERPOOL_SEED` repeats one.
@Suite("FrozenJSON decodes as JSONDecoder does", .timeLimit(.minutes(5)))
struct DifferentialTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["WORKERPOOL_CASES"].flatMap { Int($0) } ?? 6000

    /// What came of the cases of some seeds.
    private struct Report: Sendable {
        var coverage = Coverage()
        /// The first ones.
        var failures: [String] = []
    }

    private static func run(_ seeds: Range<UInt64>) -> Report {
        var report = Report()
        for seed in seeds where report.failures.count < 10 {
            do { try run(seed, &report) } catch { report.failures.append("\(error) (WORKERPOOL_SEED=\(seed))") }
        }
        return report
    }

    private static func run(_ seed: UInt64, _ report: inout Report) throws {
        var random = SplitMix(seed: seed)
        // Half of all wander; the others take turns, so that each meets every strategy.
        let turn = Int(seed / 2)
        let shapes = Shape.all
        let shape = seed % 2 == 0 ? shapes[0] : shapes[turn % shapes.count]
        let input = try RandomInput(for: shape, &random)
        let strategies = seed % 2 == 0 ? Strategies(&random) : Strategies(turn: turn / shapes.count)
        var whole = DifferentialCase(shape: shape, document: input.bytes, strategies: strategies)
        whole.seed = random.next()
        whole.inPlace = random.oneIn(4)
        whole.lends = !random.oneIn(4)

        try require(input.isChangedText || whole.isJSON, "no JSON: \(whole)")

        let (ours, theirs, calls) = whole.run()
        report.coverage.count(Array(calls.keys), whole.strategies)
        report.coverage.count([shape.name] + input.kinds.map(\.rawValue), whole.strategies)
        for difference in Rendering.differences(ours, theirs).map({ DifferentialCase.Difference(ours: $0, theirs: $1) })
        {
            let isAccepted = AcceptedDifference.all.contains { $0.accepts(difference, of: whole) }
            try require(isAccepted, "\(whole): ours \(difference.ours), JSONDecoder's \(difference.theirs)")
        }
    }

    @Test func `all that is decoded, and all that goes wrong, is the same, but for the differences in the table`() async
    {
        let given = Self.environment["WORKERPOOL_SEED"].flatMap { UInt64($0) }
        let first = given ?? UInt64.random(in: 0..<1 << 48)
        let seeds = first..<first + (given == nil ? UInt64(Self.count) : 1)
        let report = await onOwnThread { Self.run(seeds) }
        #expect(report.failures == [])
        if report.failures.isEmpty, given == nil, Self.count >= 6000 {
            #expect(report.coverage.empty == [], "never tried together")
        }
    }

    @Test func `the table has few rows, and the example of each shows it and nothing else`() async {
        let rows = AcceptedDifference.all
        #expect(rows.count <= 20)
        for (place, row) in rows.enumerated() {
            let accepting = await onOwnThread {
                row.example.differences()
                    .map { difference in
                        rows.indices.filter { rows[$0].accepts(difference, of: row.example) }
                    }
            }
            #expect(!accepting.isEmpty && accepting.allSatisfy { $0 == [place] }, "\(row.sentence): \(accepting)")
        }
    }
}
