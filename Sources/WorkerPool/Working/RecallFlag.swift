// Tells busy workers that a lane without one has work waiting.

import Synchronization

/// Raised and lowered under the work queue's lock, looked at by every worker after each slice.
///
/// A hint: a worker that sees it late is late by one slice.
final class RecallFlag: Sendable {
    private let flag = Atomic(false)

    var isRaised: Bool { flag.load(ordering: .relaxed) }

    func set(_ isRaised: Bool) {
        if flag.load(ordering: .relaxed) != isRaised { flag.store(isRaised, ordering: .relaxed) }
    }
}
