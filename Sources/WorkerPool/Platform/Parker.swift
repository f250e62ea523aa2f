// Where one thread sleeps until another one wakes it.

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
/// What a thread wrote before `unpark` is seen by the thread whose `park` it ended. On Linux this is `sem_t`, one futex
/// call a side and none when nobody sleeps; Darwin has no unnamed semaphores, so there a mutex and a condition count.
@safe
final class Parker: @unchecked Sendable {
    // `@unchecked Sendable`: the pointees are only handed to the operating system's functions, made for any thread;
    // on Darwin `permits` is guarded by `mutex`. Allocated, because none of them may move once used.
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

    func unpark() {
        unsafe sem_post(semaphore)  // fails only past SEM_VALUE_MAX, two thousand million wakes ahead
    }
    #endif
}
