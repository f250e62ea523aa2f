// What one thing costs in time, from what has been measured.

import Synchronization

/// A running estimate in nanoseconds that many threads read and correct.
///
/// A correction lost in a race does no harm.
struct CostEstimate: ~Copyable, Sendable {
    // The bits of a Double; 0.0 is "not known yet".
    private let bits: Atomic<UInt64>

    init(nanoseconds: Double? = nil) { bits = Atomic((nanoseconds ?? 0).bitPattern) }

    /// nil until something was measured.
    var nanoseconds: Double? {
        let value = Double(bitPattern: bits.load(ordering: .relaxed))
        return value > 0 ? value : nil
    }

    /// Moves towards what was measured: by the fraction `up` of the difference if that is costlier, `down` if it is
    /// cheaper.
    func observe(_ measured: Double, up: Double, down: Double) {
        guard let current = nanoseconds else { return set(measured) }
        set(current + (measured - current) * (measured > current ? up : down))
    }

    func set(_ nanoseconds: Double) {
        bits.store(max(nanoseconds, 0.1).bitPattern, ordering: .relaxed)
    }
}
