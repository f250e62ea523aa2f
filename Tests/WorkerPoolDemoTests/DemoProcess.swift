// Runs the built command as its users do, in a process of its own.

import Foundation
import TestSupport
import Testing

/// What a finished run left behind.
struct DemoProcess {
    enum Input {
        /// `/dev/null`.
        case nothing
        /// A pipe that holds these bytes, 64 KiB at most, and is closed.
        case pipe([UInt8])
        /// An open file, whose offset tells afterwards how much was read.
        case file(Int32)
    }

    enum Output {
        case captured
        case closed
        /// A pipe that nobody reads.
        case brokenPipe
    }

    let status: Int32
    let output: String
    let errors: String
    let peakMemoryBytes: Int

    init(
        _ arguments: [String],
        input: Input = .nothing,
        output: Output = .captured,
        errorsTo terminal: Int32? = nil,
        terminalName: String = "xterm"
    ) throws {
        try self.init(
            arguments.map { [UInt8]($0.utf8) },
            input: input,
            output: output,
            errorsTo: terminal,
            terminalName: terminalName
        )
    }

    /// With arguments that need not be UTF-8.
    init(
        _ arguments: [[UInt8]],
        input: Input = .nothing,
        output: Output = .captured,
        errorsTo terminal: Int32? = nil,
        terminalName: String = "xterm"
    ) throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }

        func give(_ descriptor: Int32, as number: Int32) {
            opened.append(descriptor)
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, number)
        }
        switch input {
        case .nothing: unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        case .file(let descriptor): unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
        case .pipe(let bytes):
            let ends = try Self.makePipe()
            try #require(unsafe write(ends.writing, bytes, bytes.count) == bytes.count)
            close(ends.writing)
            give(ends.reading, as: 0)
        }
        switch output {
        case .captured: try give(files.makeDescriptor("output"), as: 1)
        case .closed: unsafe posix_spawn_file_actions_addclose(&actions, 1)
        case .brokenPipe:
            let ends = try Self.makePipe()
            close(ends.reading)
            give(ends.writing, as: 1)
        }
        if let terminal {
            unsafe posix_spawn_file_actions_adddup2(&actions, terminal, 2)
        } else {
            try give(files.makeDescriptor("errors"), as: 2)
        }
        (status, peakMemoryBytes) = try unsafe Self.run(arguments, ["TERM=\(terminalName)"], &actions)
        self.output = files.text("output")
        errors = files.text("errors")
    }

    /// The exit status, or the negative number of the signal that ended it.
    private static func run(
        _ arguments: [[UInt8]],
        _ variables: [String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> (status: Int32, peakMemoryBytes: Int) {
        let inherited = ProcessInfo.processInfo.environment.filter { $0.key != "TERM" }.map { "\($0.key)=\($0.value)" }
        var words = unsafe copies(of: [[UInt8](executable.utf8)] + arguments)
        defer { for index in unsafe words.indices { unsafe free(words[index]) } }
        var environment = unsafe copies(of: (inherited + variables).map { [UInt8]($0.utf8) })
        defer { for index in unsafe environment.indices { unsafe free(environment[index]) } }
        var process = pid_t()
        try #require(unsafe posix_spawn(&process, executable, &actions, nil, &words, &environment) == 0)
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(process, &status, 0, &usage) == -1 { try #require(errno == EINTR) }
        let signal = status & 0x7F
        return (signal == 0 ? (status >> 8) & 0xFF : -signal, usage.ru_maxrss * 1024)
    }

    /// As C has them: each to be freed, and nil behind the last.
    private static func copies(of texts: [[UInt8]]) -> [UnsafeMutablePointer<CChar>?] {
        unsafe texts.map { text in
            unsafe (text + [0]).withUnsafeBytes { unsafe strdup($0.assumingMemoryBound(to: CChar.self).baseAddress!) }
        } + [nil]
    }

    /// The command lies beside the tests.
    private static var executable: String {
        #if canImport(Darwin)
        let tests =
            Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? CommandLine.arguments[0]
        #else
        let tests = CommandLine.arguments[0]
        #endif
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("workerpool-demo").path
    }

    /// Neither end is inherited by a command of another test, which would keep it open.
    private static func makePipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
