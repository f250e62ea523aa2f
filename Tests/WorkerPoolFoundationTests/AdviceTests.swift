import Foundation
import Testing
import WorkerPool
import WorkerPoolFoundation
import WorkerPoolJSON

/// Foundation's types decoded without the strategies for them.
struct AdviceTests {
    private func error<Value: Decodable & Sendable>(_ type: Value.Type, _ document: String) throws -> DecodingError {
        try #require(throws: DecodingError.self) {
            try FrozenJSON.ValueDecoder(type).decode(Array(document.utf8))
        }
    }

    private func description<Value: Decodable & Sendable>(_ type: Value.Type, _ document: String) throws -> String {
        guard case .typeMismatch(_, let context) = try error(type, document) else { return "" }
        #expect(context.codingPath.map(\.stringValue) == ["Index 1"])
        return context.debugDescription
    }

    @Test func `what only likeJSONDecoder decodes names it`() throws {
        let cure = "decode it with `decoding: .likeJSONDecoder`, which is in WorkerPoolFoundation."
        #expect(
            try description([URL?].self, #"[null,"https://example.com"]"#).hasSuffix("For a URL in a string \(cure)")
        )
        #expect(try description([Data].self, #"[[1],"AQI="]"#).hasSuffix("For Data in base64 \(cure)"))
        #expect(try description([Decimal?].self, "[null,1.5]").hasSuffix("For a Decimal in a number \(cure)"))
        #expect(try description([Date].self, #"[1,"2024-02-29T12:34:56Z"]"#).contains("set `dateDecodingStrategy`"))
        // It has been asked about by then, and the error is what it was.
        let text = try description([URL?].self, #"[null,""]"#)
        #expect(text.hasPrefix("Expected to decode") && text.contains("but found a string instead. For a URL"))
    }

    @Test func `the error is of the kind that it would be without the advice`() throws {
        struct Own<Value: Decodable & Sendable>: Decodable, Sendable {
            init(from decoder: any Decoder) throws { _ = try Value(from: decoder) }
        }
        func expectSame<Value: Decodable & Sendable>(_ type: Value.Type, _ document: String) throws {
            guard case .typeMismatch(let plain, _) = try error(Own<Value>.self, document),
                case .typeMismatch(let advised, _) = try error(type, document)
            else {
                Issue.record("\(type) from \(document)")
                return
            }
            #expect(ObjectIdentifier(plain) == ObjectIdentifier(advised))
        }
        try expectSame(URL.self, #""a""#)
        try expectSame(Data.self, #""AQI=""#)
        try expectSame(Decimal.self, "1")
        try expectSame(Date.self, #""now""#)
    }

    @Test func `what no strategy would decode gets no advice`() throws {
        #expect(try !description([Decimal?].self, #"[null,"1"]"#).contains("Decimal in"))
        #expect(try !description([URL?].self, "[null,1]").contains("URL in"))
        #expect(try !description([Data?].self, "[null,1]").contains("Data in"))
        #expect(try !description([Date?].self, "[null,true]").contains("dateDecodingStrategy"))
    }

    @Test func `what these types decode by themselves they go on decoding`() throws {
        #expect(try FrozenJSON.ValueDecoder([Data].self).decode(Array("[[1,2],[]]".utf8)) == [Data([1, 2]), Data()])
        let date = try FrozenJSON.ValueDecoder(Date.self).decode(Array("12.5".utf8))
        #expect(date == Date(timeIntervalSinceReferenceDate: 12.5))
        let url = try FrozenJSON.ValueDecoder(URL.self).decode(Array(#"{"relative":"a/b"}"#.utf8))
        #expect(url.relativeString == "a/b")
    }
}
