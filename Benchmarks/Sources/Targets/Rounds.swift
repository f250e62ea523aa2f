// Contestants in interleaved rounds, and what their figures amount to.

import Foundation

/// The figures of several contestants, round by round.
struct Rounds {
    private(set) var names: [String] = []
    private var figures: [String: [Double]] = [:]

    mutating func add(_ name: String, _ figure: Double) {
        if figures[name] == nil { names.append(name) }
        figures[name, default: []].append(figure)
    }

    func median(_ name: String) -> Double { quantile(figures[name] ?? [], 0.5) }

    /// The median of the rounds' ratios, with its 10th and 90th percentile.
    func ratio(_ name: String, to other: String) -> String {
        let ratios = zip(figures[name] ?? [], figures[other] ?? []).map { $0 / $1 }
        return String(
            format: "%.3f (%.3f to %.3f)",
            quantile(ratios, 0.5),
            quantile(ratios, 0.1),
            quantile(ratios, 0.9)
        )
    }

    /// Prints each contestant's figures, and `subject`'s ratio to every other.
    func report(_ title: String, unit: String, subjects: [String]) {
        print("\n\(title) [\(unit)], \(figures.values.map(\.count).max() ?? 0) rounds")
        for name in names {
            let values = figures[name]!
            var line = name.padding(toLength: 44, withPad: " ", startingAt: 0)
            line += String(
                format: "%12.3f  (%.3f to %.3f)",
                quantile(values, 0.5),
                quantile(values, 0.1),
                quantile(values, 0.9)
            )
            print(line)
        }
        for subject in subjects {
            for other in names where !subjects.contains(other) {
                print("  \(subject) / \(other): \(ratio(subject, to: other))")
            }
        }
    }
}

func quantile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

/// Nanoseconds since a fixed moment.
func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

/// Microseconds a call.
func microseconds(calls: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = now()
    for _ in 0..<calls { try body() }
    return Double(now() - start) / Double(calls) / 1000
}

/// CPU seconds that this process has used.
func processCPU() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Keeps the optimiser from removing what made `value`.
@inline(never)
func consume<Value>(_ value: Value) {}

/// Runs blocking code on a thread of its own, out of the cooperative pool's way.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try body() }) }.start()
    }
}
