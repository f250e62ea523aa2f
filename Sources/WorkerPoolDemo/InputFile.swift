// One open file: read in blocks, closed when the last reference goes.

import Foundation

final class InputFile: Sendable {
    /// Its name in complaints and malformed lines.
    let name: String
    private let descriptor: Int32

    init(_ path: String) throws(Complaint) {
        name = Self.name(of: path)
        descriptor = unsafe path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Complaint(.noInput, "\(name): \(Console.describe(errno))") }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    static func name(of path: String) -> String {
        path == "-" ? "standard input" : path
    }

    /// Complains about what can be known beforehand, so that a wrong last name does not waste the run of all others.
    ///
    /// It does not open the file: a named pipe's writer would take that for its reader.
    static func check(_ path: String) throws(Complaint) {
        var status = stat()
        let name = name(of: path)
        let isKnown = unsafe path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)
        if isKnown != 0 { throw Complaint(.noInput, "\(name): \(Console.describe(errno))") }
        if status.st_mode & S_IFMT == S_IFDIR { throw Complaint(.noInput, "\(name): is a directory") }
        if unsafe path != "-" && access(path, R_OK) != 0 {
            throw Complaint(.noInput, "\(name): \(Console.describe(errno))")
        }
    }

    /// Blocks until there is something; 0 is the end.
    func read(into block: inout [UInt8]) throws(Complaint) -> Int {
        while true {
            let count = unsafe block.withUnsafeMutableBytes {
                unsafe Foundation.read(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: _ = Self.wait(for: descriptor, atMostMilliseconds: -1)  // somebody made it non-blocking
            default: throw Complaint(.inputOutput, "\(name): \(Console.describe(errno))")
            }
        }
    }

    /// Whether somebody writes to standard input, or has closed it.
    static func standardInputIsReadable(withinMilliseconds limit: Int32) -> Bool {
        wait(for: STDIN_FILENO, atMostMilliseconds: limit)
    }

    private static func wait(for descriptor: Int32, atMostMilliseconds limit: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, limit) != 0
    }
}
