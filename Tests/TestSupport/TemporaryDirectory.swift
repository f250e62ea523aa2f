import Foundation
import Testing

/// A directory for one test's files.
package struct TemporaryDirectory {
    private let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "/workerpool-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    package func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    package func path(_ name: String) -> String { path + "/" + name }

    /// A new file; answers its path.
    package func makeFile(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    /// A file open for reading and writing, made if there is none.
    package func makeDescriptor(_ name: String) throws -> Int32 {
        let descriptor = unsafe open(path(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        return descriptor
    }

    package func text(_ name: String) -> String {
        (try? String(decoding: Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)) ?? ""
    }
}
