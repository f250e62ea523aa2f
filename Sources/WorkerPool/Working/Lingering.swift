// Lets one worker at a time look for work before it sleeps.

import Synchronization

/// The patience of a pool's workers: one at a time.
final class Lingering: Sendable {
    private let patience: Patience
    private let isTaken = Atomic(false)

    init(patience: Patience) { self.patience = patience }

    func look(for condition: () -> Bool) -> Bool {
        guard !isTaken.exchange(true, ordering: .acquiring) else { return false }
        defer { isTaken.store(false, ordering: .releasing) }
        return patience.look(for: condition)
    }
}
