// The three standard streams: output that notices a closed pipe, complaints, and the live progress line.

import Foundation

enum Console {
    /// Whether standard error is a terminal that can erase a line; one called `dumb` cannot.
    private static let isTerminal: Bool = {
        let name = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return isatty(STDERR_FILENO) != 0 && !["", "dumb"].contains(name)
    }()
    private static let eraseLine = "\r\u{1B}[K"

    /// The command's name and arguments as the system has them: `CommandLine.arguments` mends what is not UTF-8.
    static var arguments: [[UInt8]] {
        (0..<Int(CommandLine.argc))
            .map { index in
                guard let argument = unsafe CommandLine.unsafeArgv[index] else { return [] }
                return unsafe Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
            }
    }

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
    ///
    /// Cut before the last column: what wraps could not be erased.
    static func showProgress(_ text: String) {
        if isTerminal { _ = write(eraseLine + text.prefix(max(0, columns - 1)), to: STDERR_FILENO) }
    }

    /// How wide the terminal is now; 80 if it does not know.
    private static var columns: Int {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
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
