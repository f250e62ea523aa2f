// Where one thread sleeps until another wakes it.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

/// A counting semaphore that starts at zero: `unpark` before `park` is not lost, and each `unpark` ends one `park`.
///
/// What a thread wrote before `unpark` is visible to the thread whose `park` it ended. On Linux this is `sem_t`, one
/// futex call per side and none when nobody sleeps; Darwin has no unnamed semaphores, so there a mutex and a condition
/// count.
///
/// `park(atMost:)` gives up after that time, nil for never, and says whether it was unparked.
@safe
final class Parker: @unchecked Sendable {
    // `@unchecked Sendable`: the pointees are only handed to the operating system's functions, made for any thread; on
    // Darwin `mutex` guards `permits`. Allocated, because none of them may move once used.
    #if os(Windows)
    private let semaphore: HANDLE

    init() {
        guard let semaphore = unsafe CreateSemaphoreW(nil, 0, LONG.max, nil) else {
            preconditionFailure("the system refused a semaphore: error \(GetLastError())")
        }
        unsafe self.semaphore = semaphore
    }

    deinit { unsafe CloseHandle(semaphore) }

    func park() { unsafe WaitForSingleObject(semaphore, INFINITE) }

    func park(atMost nanoseconds: UInt64?) -> Bool {
        let milliseconds = nanoseconds.map { DWORD(min($0 / 1_000_000, UInt64(INFINITE) - 1)) } ?? INFINITE
        return unsafe WaitForSingleObject(semaphore, milliseconds) == WAIT_OBJECT_0
    }

    func unpark() { unsafe ReleaseSemaphore(semaphore, 1, nil) }
    #elseif canImport(Darwin)
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var permits = 0

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    func park() {
        unsafe pthread_mutex_lock(mutex)
        while permits == 0 { unsafe pthread_cond_wait(condition, mutex) }
        permits -= 1
        unsafe pthread_mutex_unlock(mutex)
    }

    func park(atMost nanoseconds: UInt64?) -> Bool {
        guard let nanoseconds else {
            park()
            return true
        }
        var duration = timespec(nanoseconds: nanoseconds)
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while permits == 0 {
            guard unsafe pthread_cond_timedwait_relative_np(condition, mutex, &duration) == 0 else { return false }
        }
        permits -= 1
        return true
    }

    func unpark() {
        unsafe pthread_mutex_lock(mutex)
        permits += 1
        unsafe pthread_cond_signal(condition)
        unsafe pthread_mutex_unlock(mutex)
    }
    #else
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        unsafe semaphore.initialize(to: sem_t())
        unsafe sem_init(semaphore, 0, 0)  // cannot fail: private to the process, value in range
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    func park() {
        while unsafe sem_wait(semaphore) != 0 {}  // fails only when a signal handler ran (EINTR)
    }

    func park(atMost nanoseconds: UInt64?) -> Bool {
        guard let nanoseconds else {
            park()
            return true
        }
        // By the wall clock, the only one `sem_timedwait` knows: if it is set, the pause becomes longer or shorter.
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        var end = timespec(nanoseconds: UInt64(now.tv_nsec) + nanoseconds)
        end.tv_sec += now.tv_sec
        while unsafe sem_timedwait(semaphore, &end) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }

    func unpark() {
        unsafe sem_post(semaphore)  // fails only past SEM_VALUE_MAX, two billion wakes ahead
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
