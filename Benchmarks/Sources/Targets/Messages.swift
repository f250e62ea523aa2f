// What is decoded: the lines of a file, or made ones.

import ArgumentParser
import Foundation
import WorkerPool
import WorkerPoolFoundation

struct Messages: ParsableArguments {
    @Option(help: "NDJSON file; messages of about 5 KB are made where none is given.")
    var data: String?
    @Option(help: "How a message is decoded: json, serialization or scan.")
    var decoder: DecoderKind = .json

    func load() throws -> [[UInt8]] {
        guard let data else { return (0..<100).map(Self.make) }
        return try Data(contentsOf: URL(fileURLWithPath: data)).split(separator: 10).map { [UInt8]($0) }
    }

    /// An order with nested lines and text.
    private static func make(_ number: Int) -> [UInt8] {
        let lines = (0..<30)
            .map { line in
                #"{"sku":"A-\#(number * 31 + line)","quantity":\#(line % 7 + 1),"price":\#(number).\#(line + 10),"note":"\#(String(repeating: "word \(line) ", count: 8))"}"#
            }
        return Array(
            #"{"id":\#(number),"text":"order \#(number)","lines":[\#(lines.joined(separator: ","))]}"#.utf8
        )
    }
}

enum DecoderKind: String, ExpressibleByArgument, CaseIterable {
    case json
    case serialization
    case scan

    var decode: @Sendable ([UInt8]) throws -> Int {
        switch self {
        case .json:
            { bytes in try JSONDecoder().decode(Document.self, from: Data(bytes)).weight }
        case .serialization:
            { bytes in
                let object = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
                return (object as? [String: Any])?.count ?? (object as? [Any])?.count ?? 0
            }
        case .scan:
            { bytes in bytes.withUnsafeBytes { $0.reduce(0) { $0 &* 31 &+ Int($1) } } }
        }
    }
}

/// What tweets, events and made orders have in common, so that one type decodes them all.
struct Document: Decodable, Sendable {
    struct User: Decodable, Sendable {
        var id: Int?
        var screen_name: String?
        var followers_count: Int?
    }

    struct Line: Decodable, Sendable {
        var sku: String?
        var quantity: Int?
        var price: Double?
        var note: String?
    }

    var text: String?
    var created_at: String?
    var user: User?
    var retweet_count: Int?
    var favorite_count: Int?
    var lang: String?
    var lines: [Line]?

    var weight: Int { (text?.utf8.count ?? 0) + (user?.id ?? 0) + (lines?.count ?? 0) }
}

/// The decoder under test as the pool sees it.
struct Decoding: WorkerPool.Decoder {
    let kind: DecoderKind

    func makeWorkspace() -> Foundation.JSONDecoder { Foundation.JSONDecoder() }

    func decode(_ payload: [UInt8], in workspace: inout Foundation.JSONDecoder) throws -> Int {
        switch kind {
        case .json: try workspace.decode(Document.self, from: Data(payload)).weight
        default: try kind.decode(payload)
        }
    }
}
