import Foundation
import TestSupport
import Testing
import WorkerPoolFoundation
import WorkerPoolJSON

/// What goes wrong, goes wrong alike: the same case of `DecodingError`, of the same type, at the same place.
@Suite("Errors of Foundation's types are JSONDecoder's", .timeLimit(.minutes(5)))
struct SameErrorsTests {
    /// The error, as far as a program can act on it.
    private func error<Value>(_ decode: () throws -> Value) -> String {
        func text(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
        }
        do {
            return "the value \(try decode())"
        } catch DecodingError.typeMismatch(let type, let context) {
            return "typeMismatch(\(type)) at \(text(context))"
        } catch DecodingError.valueNotFound(let type, let context) {
            return "valueNotFound(\(type)) at \(text(context))"
        } catch DecodingError.dataCorrupted {
            return "dataCorrupted"
        } catch {
            return "\(error)"
        }
    }

    private func expectSame<Value: Decodable & Sendable>(
        _ type: Value.Type,
        _ document: String,
        _ ours: FrozenJSON.DecodingOptions = .likeJSONDecoder,
        _ theirs: JSONDecoder = JSONDecoder()
    ) -> String {
        let expected = error { try theirs.decode(type, from: Data(document.utf8)) }
        let decoder = FrozenJSON.ValueDecoder(type, decoding: ours)
        var workspace = decoder.makeWorkspace()
        let frozen = error { try decoder.decode(Array(document.utf8), in: &workspace) }
        #expect(frozen == expected, "\(document) as \(type)")
        return frozen
    }

    @Test func `null is no value of the type that was asked for, and not of what that is made from`() {
        for document in ["[null]", "null"] {
            _ = expectSame([Decimal].self, document)
            _ = expectSame([URL].self, document)
            _ = expectSame([Date].self, document)
            _ = expectSame([Data].self, document)
        }
        #expect(expectSame([Date].self, "[null]") == "valueNotFound(Date) at 0")
    }

    @Test func `a strategy of the user's is not called for null`() {
        var ours = FrozenJSON.DecodingOptions.likeJSONDecoder
        ours.dateDecodingStrategy = .custom { _ in Date(timeIntervalSince1970: 1) }
        ours.dataDecodingStrategy = .custom { _ in Data([1]) }
        let theirs = JSONDecoder()
        theirs.dateDecodingStrategy = .custom { _ in Date(timeIntervalSince1970: 1) }
        theirs.dataDecodingStrategy = .custom { _ in Data([1]) }
        #expect(expectSame([Date].self, "[null]", ours, theirs) == "valueNotFound(Date) at 0")
        #expect(expectSame([Data].self, "[null]", ours, theirs) == "valueNotFound(Data) at 0")
        #expect(expectSame([Data].self, "[0]", ours, theirs).hasPrefix("the value"))
    }

    @Test(arguments: ["inf", "-inf", "nan", "1", ""])
    func `a string that stands for an infinite number is no decimal, and ends nothing`(text: String) {
        var ours = FrozenJSON.DecodingOptions.likeJSONDecoder
        ours.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        let theirs = JSONDecoder()
        theirs.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        #expect(expectSame([Decimal].self, "[\"\(text)\"]", ours, theirs) == "typeMismatch(Decimal) at 0")
        _ = expectSame([Double].self, "[\"\(text)\"]", ours, theirs)
    }

    @Test func `strings for infinite numbers are compared byte for byte, as they are written`() {
        var ours = FrozenJSON.DecodingOptions.likeJSONDecoder
        ours.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "\u{E9}",
            negativeInfinity: "i",
            nan: "n"
        )
        let theirs = JSONDecoder()
        theirs.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "\u{E9}",
            negativeInfinity: "i",
            nan: "n"
        )
        for text in ["\u{E9}", "e\u{301}", #"\u00e9"#, "i", #"\u0069"#] {
            _ = expectSame([Double].self, "[\"\(text)\"]", ours, theirs)
            _ = expectSame([Float].self, "[\"\(text)\"]", ours, theirs)
        }
    }

    @Test(arguments: [
        "1e-400", "-1e-400", "1e-46", "1e-45", "5e-324", "2e-324", "0e-400", "0.000e99999", "-0.0", "1e400",
    ])
    func `what is too small to be told from zero is no number`(number: String) {
        _ = expectSame([Double].self, "[\(number)]")
        _ = expectSame([Float].self, "[\(number)]")
        _ = expectSame([Decimal].self, "[\(number)]")
    }

    @Test(arguments: [
        "1e127", "1e128", "1e165", "1e-128", "1e99999999999999999999", String(repeating: "9", count: 400),
    ])
    func `a decimal of any size is there or is refused`(number: String) {
        for sign in ["", "-"] { _ = expectSame([Decimal].self, "[\(sign)\(number)]") }
    }

    @Test func `under a strategy for keys a dictionary decodes every member of a name`() {
        var ours = FrozenJSON.DecodingOptions.likeJSONDecoder
        ours.keyDecodingStrategy = .convertFromSnakeCase
        let theirs = JSONDecoder()
        theirs.keyDecodingStrategy = .convertFromSnakeCase
        for document in [#"{"a":1,"a":"x"}"#, #"{"a":1,"a":2}"#, #"{"a":"x","a":1}"#] {
            _ = expectSame([String: Int].self, document)
            _ = expectSame([String: Int].self, document, ours, theirs)
        }
    }
}
