import WorkerPool

/// The readings of which somebody still has a keyed container, which does not retain what it reads.
///
/// Each new one lets those go whose containers have all been dropped.
enum EscapedReadings {
    /// What is asked of a reading in here is only whether others refer to its containers, which any thread may ask.
    private struct Escaped: @unchecked Sendable {
        let reading: TapeReading
    }

    private final class Kept: @unchecked Sendable {  // `escaped` is guarded by `lock`
        let lock = Lock()
        var escaped: [Escaped] = []
    }

    private static let kept = Kept()

    static func keep(_ reading: TapeReading) {
        let new = Escaped(reading: reading)
        // What goes, goes outside of the lock, since it may have the user's objects with it.
        let gone = kept.lock.withLock {
            let all = kept.escaped + [new]
            kept.escaped = all.filter { !$0.reading.hasNothingLent }
            return all
        }
        withExtendedLifetime(gone) {}
    }
}
