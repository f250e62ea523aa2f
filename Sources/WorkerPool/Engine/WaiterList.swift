import Synchronization

/// The threads and tasks that wait for something that happens once, and are woken together when it does.
///
/// A stack of waiters that is closed once, by `settle`. One atomic word says everything, so a list on which nobody waits
/// costs nothing: 0 while nobody waits, `settled`, or the address of the newest waiter, which the list retains. What was
/// written before `settle` is visible to whoever finds the list settled or is woken by it: `settle` releases, and every
/// reader of the word acquires.
struct WaiterList: ~Copyable, Sendable {
    private static var settled: UInt { 1 }  // no object has an odd address

    private let word = Atomic<UInt>(0)

    var isSettled: Bool { word.load(ordering: .acquiring) == Self.settled }

    /// Ends every wait, the longest first, and makes every later one return at once.
    ///
    /// To be called once.
    func settle() {
        // The stack has the newest on top; reverse it.
        var oldest: Waiter?
        var address = word.exchange(Self.settled, ordering: .acquiringAndReleasing)
        while let pointer = unsafe UnsafeRawPointer(bitPattern: address) {
            // The list's own retain, which ends here.
            let waiter = unsafe Unmanaged<Waiter>.fromOpaque(pointer).takeRetainedValue()
            address = waiter.next
            waiter.older = oldest
            oldest = waiter
        }
        while let waiter = oldest {
            oldest = waiter.older
            waiter.older = nil
            waiter.resume()
        }
    }

    /// Puts the calling thread to sleep until the list is settled.
    ///
    /// A thread waiting for others that may be stuck can look up from time to time: `lookUp` is called after `interval`
    /// nanoseconds asleep, with nothing held, and returns after how many more to call it again, nil for never.
    func sleep(every interval: UInt64? = nil, lookUp: () -> UInt64? = { nil }) {
        guard !isSettled else { return }
        let parker = Parker()
        guard add(Waiter { parker.unpark() }) else { return }
        var interval = interval
        while !parker.park(atMost: interval) { interval = lookUp() }
    }

    /// Suspends the calling task until the list is settled, and blocks no thread.
    func wait() async {
        guard !isSettled else { return }
        // Unsafe only in that it must be resumed exactly once: `settle` wakes a waiter that was added once, and one
        // that was refused is resumed here.
        await unsafe withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            if !add(Waiter { unsafe continuation.resume() }) { unsafe continuation.resume() }
        }
        // The resumption orders what was written before it. Thread Sanitizer does not see that where a continuation is
        // resumed before its task has suspended; this load, which acquires, it sees.
        _ = isSettled
    }

    /// - Returns: false if the list is settled, so the waiter will not be woken: race "settled, then waited".
    private func add(_ waiter: Waiter) -> Bool {
        let retained = unsafe Unmanaged.passRetained(waiter)
        var newest = word.load(ordering: .acquiring)
        while newest != Self.settled {
            waiter.next = newest
            let (exchanged, original) = word.weakCompareExchange(
                expected: newest,
                desired: UInt(bitPattern: unsafe retained.toOpaque()),
                successOrdering: .releasing,
                failureOrdering: .acquiring
            )
            if exchanged { return true }
            newest = original
        }
        unsafe retained.release()
        return false
    }
}

/// One thread or task that waits.
///
/// Written by its own thread until it is in the list, then only by whoever settles the list.
private final class Waiter {
    let resume: () -> Void
    /// The address of the one that came before; 0 for none.
    var next: UInt = 0
    var older: Waiter?

    init(resume: @escaping () -> Void) { self.resume = resume }
}
