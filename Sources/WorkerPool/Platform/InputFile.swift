// A file, or standard input, as a thread reads it that another thread can wake.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

#if os(Windows)
/// Open for reading, by one thread at a time; closed when it goes.
@safe
package struct InputFile: ~Copyable, @unchecked Sendable {
    // `@unchecked Sendable`: a handle is an opaque address that the system accepts on any thread.
    private let handle: HANDLE
    private let isOwned: Bool
    /// Whether a read never waits, as that of a file on a disk.
    package let isAlwaysReady: Bool
    /// Whether a read would not wait now; not known here.
    package var isReady: Bool { isAlwaysReady }

    /// Opens the file of a path in UTF-8.
    package init(path: [UInt8]) throws(SystemError) {
        guard !path.contains(0) else { throw SystemError(number: ERROR_INVALID_NAME) }
        let handle = String(decoding: path, as: UTF8.self)
            .withCString(encodedAs: UTF16.self) { path in
                unsafe CreateFileW(
                    path,
                    GENERIC_READ,
                    DWORD(FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE),
                    nil,
                    DWORD(OPEN_EXISTING),
                    DWORD(FILE_ATTRIBUTE_NORMAL),
                    nil
                )
            }
        guard let handle = unsafe handle, unsafe handle != INVALID_HANDLE_VALUE else { throw .last }
        unsafe self.handle = handle
        isOwned = true
        isAlwaysReady = unsafe GetFileType(handle) == DWORD(FILE_TYPE_DISK)
    }

    /// Standard input, which stays open.
    package init() throws(SystemError) {
        guard let handle = unsafe GetStdHandle(STD_INPUT_HANDLE) else {
            throw SystemError(number: ERROR_INVALID_HANDLE)
        }
        unsafe self.handle = handle
        isOwned = false
        isAlwaysReady = unsafe GetFileType(handle) == DWORD(FILE_TYPE_DISK)
    }

    deinit {
        if isOwned { unsafe CloseHandle(handle) }
    }

    /// Reads into a buffer; see the other systems'.
    package borrowing func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        until interruption: Interruption?
    ) throws(SystemError) -> Int? {
        var count: DWORD = 0
        if unsafe ReadFile(handle, buffer.baseAddress, DWORD(buffer.count), &count, nil) { return Int(count) }
        let error = SystemError.last
        // What `read` answers by 0: the writer has closed its end.
        if error.number == ERROR_BROKEN_PIPE || error.number == ERROR_HANDLE_EOF { return 0 }
        throw error
    }
}
#else
/// Open for reading, by one thread at a time; closed when it goes.
package struct InputFile: ~Copyable, Sendable {
    private let descriptor: Int32
    private let isOwned: Bool
    /// Whether a read never waits, as that of a regular file.
    package let isAlwaysReady: Bool

    /// Opens the file of a path, which need not be UTF-8.
    ///
    /// It does not wait for the writer of a named pipe, which no other thread could end; ``fill(_:until:)`` does.
    package init(path: [UInt8]) throws(SystemError) {
        guard !path.contains(0) else { throw SystemError(number: EINVAL) }
        let result: Result<Int32, SystemError> = unsafe (path + [0])
            .withUnsafeBytes { path in
                while true {
                    let name = unsafe path.assumingMemoryBound(to: CChar.self).baseAddress!
                    let descriptor = unsafe open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
                    if descriptor >= 0 { return .success(descriptor) }
                    if errno != EINTR { return .failure(.last) }
                }
            }
        descriptor = try result.get()
        isOwned = true
        isAlwaysReady = Self.isRegular(descriptor)
    }

    /// Standard input, which stays open, and as it is: other processes may share it.
    package init() throws(SystemError) {
        descriptor = STDIN_FILENO
        isOwned = false
        isAlwaysReady = Self.isRegular(descriptor)
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Whether a read would not wait now.
    package var isReady: Bool {
        if isAlwaysReady { return true }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, 0) > 0
    }

    /// Reads what there is into a buffer; blocks until there is something.
    ///
    /// - Parameters:
    ///   - buffer: Has room for at least one byte.
    ///   - interruption: What ends the wait.
    /// - Returns: How many bytes were read, 0 at the end; nil if it was interrupted.
    /// - Throws: The system's error.
    package borrowing func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        until interruption: Interruption?
    ) throws(SystemError) -> Int? {
        while true {
            if !isAlwaysReady { guard try waitForBytes(until: interruption) else { return nil } }
            let count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            // A signal came, or another process that shares standard input was faster.
            guard errno == EINTR || errno == EAGAIN else { throw .last }
        }
    }

    /// Whether there are bytes, or the end; false if it was interrupted.
    private borrowing func waitForBytes(until interruption: Interruption?) throws(SystemError) -> Bool {
        // `poll` passes over a negative descriptor.
        var requests = [descriptor, interruption?.descriptor ?? -1]
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while unsafe poll(&requests, 2, -1) < 0 { guard errno == EINTR else { throw .last } }
        return requests[1].revents == 0
    }

    private static func isRegular(_ descriptor: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
#endif
