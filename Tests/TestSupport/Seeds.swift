import Foundation
import Testing

/// Runs a random test once for each of a number of seeds, and names the seed of a run that fails.
///
/// Every run of the tests begins with another seed. `WORKERPOOL_SEED=<seed>` in the environment repeats a run that
/// failed, alone.
package enum Seeds {
    package static func each(_ count: Int, from begin: UInt64? = nil, _ run: (_ seed: UInt64) throws -> Void) {
        for seed in seeds(count, from: begin) {
            do {
                try run(seed)
            } catch {
                return record(error, of: seed)
            }
        }
    }

    /// The same for a test that awaits.
    package static func eachAwaited(_ count: Int, _ run: (_ seed: UInt64) async throws -> Void) async {
        for seed in seeds(count, from: nil) {
            do {
                try await run(seed)
            } catch {
                return record(error, of: seed)
            }
        }
    }

    private static func seeds(_ count: Int, from begin: UInt64?) -> Range<UInt64> {
        let given = ProcessInfo.processInfo.environment["WORKERPOOL_SEED"].flatMap(UInt64.init)
        let first = given ?? begin ?? UInt64.random(in: 0..<1 << 48)
        return first..<first + UInt64(given == nil ? count : 1)
    }

    private static func record(_ error: any Error, of seed: UInt64) {
        Issue.record("\(error) (repeat it with WORKERPOOL_SEED=\(seed))")
    }
}

/// What a random test found to be wrong.
package struct Violation: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}

package func require(_ isRight: Bool, _ otherwise: @autoclosure () -> String) throws {
    if !isRight { throw Violation(description: otherwise()) }
}
