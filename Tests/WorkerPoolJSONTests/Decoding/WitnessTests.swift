import Foundation
import Testing
import WorkerPoolJSON

/// The standard library has defaults for some requirements of its containers.
///
/// Of `decode` for 128 bits it is one that only throws, of `decodeIfPresent` they look three times. They are preferred to a container's generic method, so it needs its own for each.
@Suite("The containers implement what the compiler's standard library asks for")
struct WitnessTests {
    /// The text of the standard library's interface, beside the compiler in the path; nil where there is none.
    private static let interface: String? = {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/swift") {
            let library = URL(fileURLWithPath: "\(folder)/swift").resolvingSymlinksInPath()
                .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("lib/swift")
            let paths = FileManager.default.enumerator(at: library, includingPropertiesForKeys: nil)
            while let path = paths?.nextObject() as? URL {
                guard path.path.contains("/Swift.swiftmodule/"), path.lastPathComponent.hasSuffix(".swiftinterface")
                else {
                    continue
                }
                return try? String(contentsOf: path, encoding: .utf8)
            }
        }
        return nil
    }()

    /// The types that `method` is required for, but for the generic ones.
    private func types(of method: String, in container: String) throws -> [String] {
        let lines = try #require(Self.interface).split(separator: "\n")
        let begin = try #require(lines.firstIndex { $0.hasPrefix("public protocol \(container) {") })
        let end = try #require(lines[begin...].firstIndex(of: "}"))
        return lines[begin..<end]
            .compactMap { line in
                guard let call = line.range(of: "func \(method)(_ type: Swift.") else { return nil }
                return line[call.upperBound...].range(of: ".Type").map { String(line[call.upperBound..<$0.lowerBound]) }
            }
    }

    private func source(_ files: String...) throws -> String {
        let folder = URL(fileURLWithPath: #filePath)
            .appendingPathComponent("../../../../Sources/WorkerPoolJSON/Decoding").standardized
        return try files.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined()
    }

    private func expectOwn(_ types: [String], _ method: String, in source: String) {
        #expect(types.count >= 14, "too few are found in the interface")
        for type in types {
            let isThere = source.contains("func \(method)(_ type: \(type).Type")
            #expect(isThere, "\(method) of \(type)")
        }
    }

    @Test(.enabled(if: interface != nil, "the compiler in the path has no interface of its standard library"))
    func `every type that may be absent has a method of its own`() throws {
        expectOwn(
            try types(of: "decodeIfPresent", in: "KeyedDecodingContainerProtocol"),
            "decodeIfPresent",
            in: try source("TapeKeyedContainer.swift", "TapeKeyedContainer+Present.swift")
        )
        expectOwn(
            try types(of: "decodeIfPresent", in: "UnkeyedDecodingContainer"),
            "decodeIfPresent",
            in: try source("TapeUnkeyedContainer.swift", "TapeUnkeyedContainer+Present.swift")
        )
    }

    /// A type that the protocol has no default for is the generic method's, or it would not compile: those that have one are found by
    /// calling them.
    @Test(.enabled(if: interface != nil, "the compiler in the path has no interface of its standard library"))
    func `every type that is required is decoded by each container`() throws {
        let containers = ["KeyedDecodingContainerProtocol", "UnkeyedDecodingContainer", "SingleValueDecodingContainer"]
        for container in containers {
            let types = try types(of: "decode", in: container)
            #expect(types.count >= 14, "too few are found in the interface")
            for type in types {
                let required = try #require(
                    RequiredType.all[type],
                    "\(container) asks for \(type), which is not known here"
                )
                let document = try FrozenJSON(
                    parsing: [UInt8](#"{"a":\#(required.text),"b":[\#(required.text)]}"#.utf8)
                )
                #expect(throws: Never.self, "\(type), \(container)") {
                    switch container {
                    case containers[0]:
                        try call(document) {
                            try required.keyed($0.container(keyedBy: SomeKey.self), SomeKey(stringValue: "a"))
                        }
                    case containers[1]:
                        try call(document["b"]) {
                            var list = try $0.unkeyedContainer()
                            try required.unkeyed(&list)
                        }
                    default: try call(document["a"]) { try required.single($0.singleValueContainer()) }
                    }
                }
            }
        }
    }

    /// Calls what it finds in its decoder's `userInfo`.
    private struct Caller: Decodable {
        typealias Call = @Sendable (any Decoder) throws -> Void
        static let key = CodingUserInfoKey(rawValue: "call")!

        init(from decoder: any Decoder) throws { try (decoder.userInfo[Self.key] as! Call)(decoder) }
    }

    private func call(_ document: FrozenJSON, _ call: @escaping Caller.Call) throws {
        var options = FrozenJSON.DecodingOptions()
        options.userInfo[Caller.key] = call
        _ = try document.decode(Caller.self, decoding: options)
    }
}
