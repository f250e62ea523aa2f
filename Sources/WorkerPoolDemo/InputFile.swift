// A file as the command line names it: by bytes, which need not be UTF-8.

import Foundation
import WorkerPoolJSON

struct InputFile: Sendable, Equatable {
    static let standardInput = InputFile(path: Array("-".utf8))

    let path: [UInt8]

    private var isStandardInput: Bool { self == .standardInput }

    /// What it is called in complaints and the report.
    var name: String { input.name }

    var input: FrozenJSON.Input { isStandardInput ? .standardInput : .file(path) }

    /// Complains about what can be known beforehand, so that a wrong last name does not waste the run of all others.
    ///
    /// It does not open the file: a named pipe's writer would take that for its reader.
    func check() throws(Complaint) {
        var status = stat()
        let problem = unsafe (path + [0])
            .withUnsafeBytes { bytes in
                let name = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress!
                if isStandardInput { return unsafe fstat(STDIN_FILENO, &status) == 0 ? 0 : errno }
                return unsafe stat(name, &status) == 0 && access(name, R_OK) == 0 ? 0 : errno
            }
        if problem != 0 { throw Complaint(.noInput, "\(name): \(Console.describe(problem))") }
        if status.st_mode & S_IFMT == S_IFDIR { throw Complaint(.noInput, "\(name): is a directory") }
    }

    /// Whether somebody writes to standard input, or has closed it.
    static func standardInputIsReadable(withinMilliseconds limit: Int32) -> Bool {
        var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, limit) != 0
    }
}
