// The decoder under test and Foundation's, side by side.

import Foundation
import Testing
import WorkerPoolJSON

/// What came of decoding: a value, or what is wrong and where.
enum Outcome<Value: Equatable>: Equatable {
    case value(Value)
    case mismatch(path: [String])
    case valueNotFound(path: [String])
    case keyNotFound(String, path: [String])
    /// Foundation leaves the path to a number that does not fit empty, so paths are not compared.
    case corrupted
    case other(String)

    init(_ decode: () throws -> Value) {
        func names(_ context: DecodingError.Context) -> [String] {
            context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        }
        do {
            self = .value(try decode())
        } catch DecodingError.typeMismatch(_, let context) {
            self = .mismatch(path: names(context))
        } catch DecodingError.valueNotFound(_, let context) {
            self = .valueNotFound(path: names(context))
        } catch DecodingError.keyNotFound(let key, let context) {
            self = .keyNotFound(key.stringValue, path: names(context))
        } catch DecodingError.dataCorrupted {
            self = .corrupted
        } catch {
            self = .other("\(error)")
        }
    }
}

/// The same choices for both.
struct Choices: Sendable {
    var configure: @Sendable (inout FrozenJSON.DecodingOptions) -> Void = { _ in }
    var configureFoundation: @Sendable (JSONDecoder) -> Void = { _ in }

    static let usual = Choices()
    static let snakeCase = Choices(
        configure: { $0.keyDecodingStrategy = .convertFromSnakeCase },
        configureFoundation: { $0.keyDecodingStrategy = .convertFromSnakeCase }
    )
    /// Keys written backwards, with the length of their path in front.
    static let backwards: Choices = {
        @Sendable func convert(_ path: [any CodingKey]) -> any CodingKey {
            SomeKey(stringValue: "\(path.count)" + String(path.last!.stringValue.reversed()))
        }
        return Choices(
            configure: { $0.keyDecodingStrategy = .custom(convert) },
            configureFoundation: { $0.keyDecodingStrategy = .custom(convert) }
        )
    }()
    static let floats = Choices(
        configure: {
            $0.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf",
                negativeInfinity: "-inf",
                nan: "nan"
            )
        },
        configureFoundation: {
            $0.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf",
                negativeInfinity: "-inf",
                nan: "nan"
            )
        }
    )

    func ours<Value: Decodable & Equatable>(_ type: Value.Type, _ json: String) -> Outcome<Value> {
        var options = FrozenJSON.DecodingOptions()
        configure(&options)
        return Outcome { try FrozenJSON(parsing: Array(json.utf8)).decode(Value.self, decoding: options) }
    }

    func foundations<Value: Decodable & Equatable>(_ type: Value.Type, _ json: String) -> Outcome<Value> {
        let decoder = JSONDecoder()
        configureFoundation(decoder)
        return Outcome { try decoder.decode(Value.self, from: Data(json.utf8)) }
    }

    /// Both must say the same, and ours too where no containers are lent, as on Darwin; answers what.
    @discardableResult
    func expectSame<Value: Decodable & Equatable>(
        _ type: Value.Type,
        _ json: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> Outcome<Value> {
        let ours = ours(type, json)
        var plain = self
        plain.configure = { [configure] in
            configure(&$0)
            $0.lendsContainers = false
        }
        #expect(ours == plain.ours(type, json), "\(json.prefix(300)), nothing lent", sourceLocation: sourceLocation)
        #expect(ours == foundations(type, json), "\(json.prefix(300))", sourceLocation: sourceLocation)
        return ours
    }
}

struct SomeKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
