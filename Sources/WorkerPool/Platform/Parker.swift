// Where one thread sleeps until another wakes it.

import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

/// One thread parks; whoever is told to unparks it.
///
/// One `unpark` ends one `park`, also one that is still to come. What a thread wrote before `unpark` is visible to the thread whose `park` it ended. `state` tells whether a system
/// call is needed: the parking thread moves it from `empty` to `asleep` by a compare-and-exchange, the other sets it to
/// `unparked` by an exchange; race "parks, then is woken". Asleep it waits for a condition, by the monotonic clock:
/// `sem_timedwait` knows only the wall clock, which can be set.
@safe
package final class Parker: @unchecked Sendable {
    // `@unchecked Sendable`: `state` is atomic, and the pointees are only handed to the system's functions, made for any
    // thread. Allocated, because neither may move once used. Whoever unparks holds a reference until it has.
    private static var empty: Int { 0 }
    private static var asleep: Int { 1 }
    private static var unparked: Int { 2 }

    private let state = Atomic(empty)

    #if os(Windows)
    private let mutex = UnsafeMutablePointer<SRWLOCK>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<CONDITION_VARIABLE>.allocate(capacity: 1)
    #else
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    #endif

    /// Parks if that would return at once.
    ///
    /// - Returns: Whether it was unparked.
    func parkIfUnparked() -> Bool {
        guard state.load(ordering: .acquiring) == Self.unparked else { return false }
        state.store(Self.empty, ordering: .relaxed)
        return true
    }

    /// Blocks the calling thread, always the same one, until `unpark`, or for so many nanoseconds; nil for ever.
    ///
    /// - Returns: Whether it was unparked.
    @discardableResult
    package func park(atMost nanoseconds: UInt64? = nil) -> Bool {
        var (isAsleep, _) = state.compareExchange(
            expected: Self.empty,
            desired: Self.asleep,
            ordering: .acquiringAndReleasing
        )
        if isAsleep {
            sleep(atMost: nanoseconds)
            // Either the time is over, or `unpark` came, perhaps at the last moment.
            (isAsleep, _) = state.compareExchange(
                expected: Self.asleep,
                desired: Self.empty,
                ordering: .acquiringAndReleasing
            )
        }
        guard !isAsleep else { return false }
        state.store(Self.empty, ordering: .relaxed)
        return true
    }

    /// Ends the present `park`, or the next one.
    package func unpark() {
        if state.exchange(Self.unparked, ordering: .acquiringAndReleasing) == Self.asleep { signal() }
    }

    private var isAsleep: Bool { state.load(ordering: .acquiring) == Self.asleep }

    #if os(Windows)
    package init() {
        unsafe InitializeSRWLock(mutex)
        unsafe InitializeConditionVariable(condition)
    }

    deinit {
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    private func sleep(atMost nanoseconds: UInt64?) {
        let milliseconds = nanoseconds.map { DWORD(min($0 / 1_000_000, UInt64(INFINITE) - 1)) } ?? INFINITE
        unsafe AcquireSRWLockExclusive(mutex)
        while isAsleep, unsafe SleepConditionVariableSRW(condition, mutex, milliseconds, 0) {}
        unsafe ReleaseSRWLockExclusive(mutex)
    }

    private func signal() {
        // The sleeper has the mutex from its last look at `state` until it waits, so the signal is not lost.
        unsafe AcquireSRWLockExclusive(mutex)
        unsafe ReleaseSRWLockExclusive(mutex)
        unsafe WakeConditionVariable(condition)
    }
    #else
    package init() {
        unsafe pthread_mutex_init(mutex, nil)
        #if canImport(Darwin)
        unsafe pthread_cond_init(condition, nil)
        #else
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
        #endif
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    private func sleep(atMost nanoseconds: UInt64?) {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        guard let nanoseconds else {
            while isAsleep { unsafe pthread_cond_wait(condition, mutex) }
            return
        }
        #if canImport(Darwin)
        var time = timespec(nanoseconds: nanoseconds)
        while isAsleep, unsafe pthread_cond_timedwait_relative_np(condition, mutex, &time) == 0 {}
        #else
        var end = timespec(nanoseconds: Clock.system.now() + nanoseconds)
        while isAsleep, unsafe pthread_cond_timedwait(condition, mutex, &end) == 0 {}
        #endif
    }

    private func signal() {
        // The sleeper has the mutex from its last look at `state` until it waits, so the signal is not lost.
        unsafe pthread_mutex_lock(mutex)
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_signal(condition)
    }
    #endif
}

#if !os(Windows)
extension timespec {
    fileprivate init(nanoseconds: UInt64) {
        self.init()
        tv_sec = time_t(nanoseconds / 1_000_000_000)
        tv_nsec = Int(nanoseconds % 1_000_000_000)
    }
}
#endif

/// Predicts from the last wait whether the next will be short enough to spend awake, and then looks for what will come.
///
/// Sleeping and being woken costs two system calls, and much more if the processor went to sleep too. What comes within
/// microseconds is better awaited awake; what does not should not be looked for. So a thread looks, for at most
/// `limit` nanoseconds, only if the last wait of its kind was over within that time, asleep or awake. An idle pool does
/// not look: the wait after its last batch is long, and it looks only once.
///
/// Shared by the threads that wait for the same kind of thing. Only one of them looks at a time, since more would take
/// processors from those that do what is waited for. It is the newest. Among workers that is the one that is woken
/// first; if an older one looked, it would hold the processor on which the newest should wake.
///
/// (The idea of a short linger that switches itself off is from libuv's pull request 5232.)
final class Patience: Sendable {
    private let limit: UInt64
    private let clock: Clock
    private let longestYield: UInt64
    /// Nanoseconds; an update lost in a race does no harm.
    private let lastWait = Atomic<UInt64>(0)
    private let newest = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - clock: By which it looks.
    ///   - limit: How long to look at most; 0 for never, as on a single CPU, where what is waited for could not happen
    ///     meanwhile.
    ///   - longestYield: How long a yield may take if the thread has a CPU to itself.
    init(by clock: Clock, limit: UInt64, longestYield: UInt64) {
        self.clock = clock
        self.limit = limit
        self.longestYield = longestYield
    }

    /// Waits until `condition` is true: looks for it for a moment, then sleeps as `sleep` does, which returns when it is.
    func wait(until condition: () -> Bool, sleep: () -> Void) {
        let start = clock.now()
        if !look(from: start, for: condition) { sleep() }
        lastWait.store(clock.now() - start, ordering: .relaxed)
    }

    /// Whether `condition` came true while this looked for it.
    private func look(from start: UInt64, for condition: () -> Bool) -> Bool {
        guard lastWait.load(ordering: .relaxed) <= limit, limit > 0 else { return false }
        let turn = newest.add(1, ordering: .relaxed).newValue
        var time = start
        var isAlone = true
        while isAlone, time < start + limit, newest.load(ordering: .relaxed) == turn {
            if condition() { return true }
            Thread.yield()
            let now = clock.now()
            isAlone = now - time < longestYield
            time = now
        }
        return condition()
    }
}
