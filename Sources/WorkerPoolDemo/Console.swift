// The three standard streams: output that notices a closed pipe, complaints, and the live progress line.

import Foundation

enum Console {
    private static let isTerminal = isatty(STDERR_FILENO) != 0
    private static let eraseLine = "\r\u{1B}[K"

    /// Makes a closed pipe an error instead of a signal, and the standard descriptors safe to use.
    ///
    /// Otherwise a descriptor that the caller closed would go to the next file opened, and the report into it.
    static func prepare() throws(Complaint) {
        signal(SIGPIPE, SIG_IGN)
        var outputIsClosed = false
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
            outputIsClosed = outputIsClosed || descriptor == STDOUT_FILENO
            _ = unsafe open("/dev/null", O_RDWR)  // takes the lowest number that is free: this one
        }
        if outputIsClosed { throw Complaint(.inputOutput, "standard output is closed") }
    }

    /// Writes all of `text` to standard output.
    static func write(_ text: String) throws(Complaint) {
        let problem = write(text, to: STDOUT_FILENO)
        if problem == EPIPE { throw Complaint(.inputOutput, "standard output: nobody reads it any more (broken pipe)") }
        if problem != 0 { throw Complaint(.inputOutput, "standard output: \(describe(problem))") }
    }

    /// One line on standard error, in place of the progress line.
    static func note(_ message: String) {
        _ = write((isTerminal ? eraseLine : "") + "workerpool-demo: \(message.printable)\n", to: STDERR_FILENO)
    }

    /// Shows `text` in place of the last progress line; does nothing if standard error is no terminal.
    static func showProgress(_ text: String) {
        if isTerminal { _ = write(eraseLine + text, to: STDERR_FILENO) }
    }

    static func describe(_ errorNumber: Int32) -> String {
        unsafe String(cString: strerror(errorNumber)).lowercased()
    }

    /// Writes all of `text`; returns the error number, or 0.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var rest = ArraySlice(text.utf8)
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
