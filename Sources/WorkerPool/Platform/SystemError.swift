// What a system call that failed left behind.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

/// Why the system refused something.
package struct SystemError: Error, Hashable {
    /// `errno`; on Windows what `GetLastError` returned.
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// That of the last call that failed on this thread; to be asked at once.
    static var last: SystemError {
        #if os(Windows)
        SystemError(number: Int32(bitPattern: GetLastError()))
        #else
        SystemError(number: errno)
        #endif
    }

    /// What the system calls it.
    package var text: String {
        #if os(Windows)
        "error \(number)"
        #else
        unsafe String(cString: strerror(number))
        #endif
    }
}
