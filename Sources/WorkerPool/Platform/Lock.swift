// A mutual exclusion lock. A pthread mutex, not `Synchronization.Mutex`, which Thread Sanitizer does not understand on
// Linux: it would report races where there are none, and so hide real ones.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

/// Guards the fields that its owner says it guards.
///
/// Not recursive; any thread may take it, and the same thread must release it.
@safe
package struct Lock: ~Copyable, @unchecked Sendable {
    // `@unchecked Sendable`: the pointee is only ever handed to the operating system's lock functions, which may be
    // called from any thread. It is allocated because a mutex must not move once used.
    #if os(Windows)
    private let mutex = UnsafeMutablePointer<SRWLOCK>.allocate(capacity: 1)
    #else
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    #endif

    package init() {
        #if os(Windows)
        unsafe InitializeSRWLock(mutex)
        #else
        unsafe mutex.initialize(to: pthread_mutex_t())
        let status = unsafe pthread_mutex_init(mutex, nil)
        precondition(status == 0, "the system refused a mutex: error \(status)")
        #endif
    }

    deinit {
        #if !os(Windows)
        unsafe pthread_mutex_destroy(mutex)
        #endif
        unsafe mutex.deallocate()
    }

    @inline(__always)
    package borrowing func withLock<Value: ~Copyable, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        acquire()
        defer { release() }
        return try body()
    }

    borrowing func acquire() {
        #if os(Windows)
        unsafe AcquireSRWLockExclusive(mutex)
        #else
        unsafe pthread_mutex_lock(mutex)
        #endif
    }

    borrowing func release() {
        #if os(Windows)
        unsafe ReleaseSRWLockExclusive(mutex)
        #else
        unsafe pthread_mutex_unlock(mutex)
        #endif
    }
}
