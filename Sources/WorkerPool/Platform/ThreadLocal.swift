// One word of storage per thread.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

/// One address for each thread; nil until the thread sets one.
///
/// It is stored, not owned: whoever sets it keeps what it points to alive until it is set back.
struct ThreadLocal: Sendable {
    #if os(Windows)
    private let key: DWORD

    init() {
        key = TlsAlloc()
        precondition(key != TLS_OUT_OF_INDEXES, "the system has no thread-local slot left")
    }

    var address: UnsafeMutableRawPointer? {
        get { unsafe TlsGetValue(key) }
        nonmutating set { unsafe TlsSetValue(key, newValue) }
    }
    #else
    private let key: pthread_key_t

    init() {
        var key = pthread_key_t()
        let status = unsafe pthread_key_create(&key, nil)
        precondition(status == 0, "the system has no thread-local slot left: error \(status)")
        self.key = key
    }

    var address: UnsafeMutableRawPointer? {
        get { unsafe pthread_getspecific(key) }
        nonmutating set { unsafe pthread_setspecific(key, newValue) }
    }
    #endif
}
