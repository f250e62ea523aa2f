// Looks for what will come soon before the thread goes to sleep, as long as that pays.

import Synchronization

/// To sleep and be woken costs two system calls, and much more where the processor went to sleep too: 5 µs hot, 30 to
/// 150 µs cold, measured on two virtual cores.
///
/// What comes within microseconds is better waited for awake.
///
/// Gives it up where it does not pay: after a look in vain the next two sleeps come without one, then four, up to 16, until a look
/// is rewarded again. (The form of libuv's pull request 5232: a short, self-disabling linger.) Shared by the threads that wait for
/// the same kind of thing; a count lost in a race is no harm.
@usableFromInline
final class Patience: Sendable {
    private let limit: UInt64
    private let failures = Atomic(0)
    private let omissions = Atomic(0)

    /// - Parameter nanoseconds: How long to look at most; 0 for never, as on a single CPU, where what is waited for could
    ///   not happen meanwhile.
    init(nanoseconds: UInt64) { limit = nanoseconds }

    /// Whether `condition` came true while it was looked for.
    func look(for condition: () -> Bool) -> Bool {
        guard limit > 0 else { return false }
        let omitted = omissions.load(ordering: .relaxed)
        guard omitted == 0 else {
            omissions.store(omitted - 1, ordering: .relaxed)
            return false
        }
        let end = Clock.now() + limit
        repeat {
            if condition() {
                failures.store(0, ordering: .relaxed)
                return true
            }
        } while Clock.now() < end  // which also paces the loop
        let failed = min(failures.load(ordering: .relaxed) + 1, 4)
        failures.store(failed, ordering: .relaxed)
        omissions.store(1 << failed, ordering: .relaxed)
        return false
    }
}
