// How one thread wakes another that waits for a file's bytes.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Ends the wait of the thread that reads an ``InputFile``, the present one and all that come.
///
/// A pipe beside the file in `poll`: once there is a byte in it, it is readable for ever. On Windows, where a wait for two
/// things needs another kind of read, it does nothing: the thread ends when what it reads has a byte more, or ends.
package final class Interruption: Sendable {
    #if os(Windows)
    package init() throws(SystemError) {}

    package func interrupt() {}
    #else
    /// Readable once it was interrupted.
    let descriptor: Int32
    private let writingEnd: Int32

    package init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw .last }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (descriptor, writingEnd) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writingEnd)
    }

    /// Called once, on any thread: the byte always has room.
    package func interrupt() {
        var byte: UInt8 = 0
        while unsafe write(writingEnd, &byte, 1) < 0 && errno == EINTR {}
    }
    #endif
}
