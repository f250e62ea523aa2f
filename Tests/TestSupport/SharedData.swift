import Foundation
package import Testing

/// Real messages, which are not in the repository: the folder that `WORKERPOOL_DATA` names, or `shared/data` beside
/// the checkout or a folder around it.
package enum SharedData {
    package static let files = ["tweets.ndjson", "github-events.ndjson", "cellphones.ndjson"]
    package static let whatIsMissing: Comment =
        "no folder shared/data beside the checkout, and WORKERPOOL_DATA names none"

    private static let folder: URL? = {
        if let path = ProcessInfo.processInfo.environment["WORKERPOOL_DATA"] {
            return folder(at: URL(fileURLWithPath: path))
        }
        var around = URL(fileURLWithPath: #filePath)
        while around.path != "/" {
            around.deleteLastPathComponent()
            if let found = folder(at: around.appendingPathComponent("shared/data")) { return found }
        }
        return nil
    }()

    package static var isThere: Bool { folder != nil }

    package static func contents(of file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder!.appendingPathComponent(file)))
    }

    /// A file's documents, one a line.
    package static func documents(of file: String) throws -> [ArraySlice<UInt8>] {
        try contents(of: file).split(separator: 0x0A)
    }

    /// Every document of the folder `minefield`, by name, with its name.
    package static func minefield() throws -> [(name: String, bytes: [UInt8])] {
        let minefield = folder!.appendingPathComponent("minefield")
        return try FileManager.default.contentsOfDirectory(at: minefield, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
            .map { ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0))) }
    }

    private static func folder(at url: URL) -> URL? {
        let isComplete = files.allSatisfy {
            FileManager.default.fileExists(atPath: url.appendingPathComponent($0).path)
        }
        return isComplete ? url : nil
    }
}
