// This executable again, as separate processes that answer lines with lines.

import Foundation

/// Children that all do the same at the same time, each with an allocator, a heap and reference counts of its own.
package final class SeparateProcesses {
    private var children: [(process: Process, input: FileHandle, output: FileHandle)] = []

    package var count: Int { children.count }

    /// Starts `count` children, each with the command line for its number, and waits until each has said its first line.
    package init(count: Int, arguments: (_ number: Int) -> [String]) throws {
        for number in 0..<count {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments = arguments(number)
            let input = Pipe()
            let output = Pipe()
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            children.append((process, input.fileHandleForWriting, output.fileHandleForReading))
        }
        for child in children { _ = Self.line(child.output) }
    }

    /// Says a line to each child, and then waits for the answer of each, split at its spaces.
    package func ask(_ line: String) -> [[Substring]] {
        for child in children { child.input.write(Data((line + "\n").utf8)) }
        return children.map { Self.line($0.output).split(separator: " ") }
    }

    /// Ends the children: each reads the end of its input.
    package func stop() {
        for child in children {
            try? child.input.close()
            child.process.waitUntilExit()
        }
        children = []
    }

    private static func line(_ file: FileHandle) -> String {
        var bytes: [UInt8] = []
        while let byte = try? file.read(upToCount: 1)?.first, byte != 10 { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Says a line to the process that started this one.
package func answer(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
