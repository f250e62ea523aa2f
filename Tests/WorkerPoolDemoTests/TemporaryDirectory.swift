// A directory for one test's files.

import Foundation
import Testing

struct TemporaryDirectory {
    private let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/workerpool-demo-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    func path(_ name: String) -> String { path + "/" + name }

    /// A new file; answers its path.
    func makeFile(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    /// A file open for reading and writing, made if there is none.
    func makeDescriptor(_ name: String) throws -> Int32 {
        let descriptor = unsafe open(path(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        return descriptor
    }

    func text(_ name: String) -> String {
        (try? String(decoding: Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)) ?? ""
    }
}
