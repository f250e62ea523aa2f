import Foundation

/// The Swift compiler, and the library as it was built for the running tests.
enum Toolchain {
    struct Outcome {
        let isSuccess: Bool
        /// What the program wrote, on either stream.
        let text: String

        /// The lines that are errors, without where they stand.
        var errors: [String] {
            text.split(separator: "\n")
                .compactMap { line in
                    line.range(of: ": error: ").map { String(line[$0.upperBound...]) }
                }
        }
    }

    struct NotFound: Error, CustomStringConvertible {
        let description: String
    }

    /// The folder of the build's products, in which the tests are too: whatever scratch path, configuration or sanitizer they
    /// were built with.
    static let products: URL? = {
        let starts =
            Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
            + [Bundle.main.executableURL, CommandLine.arguments.first.map { URL(fileURLWithPath: $0) }]
            .compactMap(\.self)
        for start in starts {
            var folder = start.resolvingSymlinksInPath()
            while folder.path != "/" {
                folder.deleteLastPathComponent()
                if modules(in: folder) != nil { return folder }
            }
        }
        return nil
    }()

    /// The repository: the nearest folder around this file that has a manifest.
    static let package: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            precondition(folder.path != "/", "no Package.swift around \(#filePath)")
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// Compiles a file without making anything of it; for errors that the type checker finds, and those found after it.
    static func check(_ source: String, isProgram: Bool = false) throws -> Outcome {
        try withFile(source) { file in
            let output = file.deletingLastPathComponent().appendingPathComponent("out.sil")
            return try compile([file.path, "-emit-sil", "-o", output.path] + (isProgram ? [] : ["-parse-as-library"]))
        }
    }

    /// Links a program with the library's own objects, and hands its executable's path to `body`.
    static func withProgram<Value>(_ source: String, _ body: (_ path: String) throws -> Value) throws -> Value {
        guard let products else { throw NotFound(description: "no WorkerPool.swiftmodule near the running tests") }
        let folder = products.appendingPathComponent("WorkerPool.build")
        let objects = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".o") && !$0.hasSuffix("swiftmodule.o") }
            .map { folder.appendingPathComponent($0).path }
        return try withFile(source) { file in
            let program = file.deletingLastPathComponent().appendingPathComponent("program")
            let inputs = [file.path, "-parse-as-library", "-o", program.path] + objects
            // The objects may have been made for a sanitizer or a coverage report, whose run-time library they need then.
            let flags = [[], ["-sanitize=thread"], ["-sanitize=address"], ["-profile-generate"]]
            var outcome = try compile(inputs)
            for more in flags.dropFirst() where !outcome.isSuccess { outcome = try compile(inputs + more) }
            guard outcome.isSuccess else { throw NotFound(description: outcome.text) }
            return try body(program.path)
        }
    }

    /// Runs a program of the `PATH`.
    static func run(_ arguments: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let isSuccess = process.terminationReason == .exit && process.terminationStatus == 0
        return Outcome(isSuccess: isSuccess, text: String(decoding: output, as: UTF8.self))
    }

    private static func compile(_ arguments: [String]) throws -> Outcome {
        guard let modules = products.flatMap(modules) else {
            throw NotFound(description: "no WorkerPool.swiftmodule near the running tests")
        }
        var options = ["-swift-version", "6", "-I", modules.path, "-diagnostic-style", "llvm", "-suppress-warnings"]
        #if os(macOS) && arch(arm64)
        options += ["-target", "arm64-apple-macosx15.0"]
        #elseif os(macOS)
        options += ["-target", "x86_64-apple-macosx15.0"]
        #endif
        return try run(["swiftc"] + options + arguments)
    }

    private static func modules(in folder: URL) -> URL? {
        [folder.appendingPathComponent("Modules"), folder]
            .first {
                FileManager.default.fileExists(atPath: $0.appendingPathComponent("WorkerPool.swiftmodule").path)
            }
    }

    private static func withFile<Value>(_ source: String, _ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("workerpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("Example.swift")
        try source.write(to: file, atomically: true, encoding: .utf8)
        return try body(file)
    }
}
