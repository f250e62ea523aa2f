// Decoding into types that most documents do not fit, with all strategies.

import Foundation
import WorkerPoolFoundation
import WorkerPoolJSON

/// Nothing may end the process, and a payload must decode as the frozen document does: to the same value, or with the same error.
enum Shaping {
    static func check(_ input: Input, _ document: FrozenJSON) {
        var random = input.random
        let options = options(input, &random)
        // Two types each time: there are more inputs than ways to decode them.
        switch random.next() % 3 {
        case 0:
            check(Odds.self, input, document, options)
            check([Date].self, input, document, options)
        case 1:
            check([Odds].self, input, document, options)
            check([Int: [Decimal?]].self, input, document, options)
        default:
            check([String: Odds].self, input, document, options)
            check([Data].self, input, document, options)
        }
    }

    private static func options(_ input: Input, _ random: inout SplitMix) -> FrozenJSON.DecodingOptions {
        var options = FrozenJSON.DecodingOptions.likeJSONDecoder
        options.keyDecodingStrategy = input.names.strategy
        options.dateDecodingStrategy =
            [
                .deferredToDate, .secondsSince1970, .millisecondsSince1970, .iso8601,
                .custom { Date(timeIntervalSince1970: Double(try $0.singleValueContainer().decode(Int8.self))) },
            ][Int(random.next() % 5)]
        options.dataDecodingStrategy =
            [
                .base64, .deferredToData,
                .custom { Data((try? $0.singleValueContainer().decode(String.self).utf8) ?? "".utf8) },
            ][Int(random.next() % 3)]
        if random.next() % 2 == 0 {
            options.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "a",
                negativeInfinity: "b",
                nan: ""
            )
        }
        return options
    }

    private static func check<Value: Decodable & Sendable>(
        _ type: Value.Type,
        _ input: Input,
        _ document: FrozenJSON,
        _ options: FrozenJSON.DecodingOptions
    ) {
        let decoder = FrozenJSON.ValueDecoder(type, options: input.parsing, decoding: options)
        var workspace = decoder.makeWorkspace()
        let frozen = outcome { try document.decode(type, decoding: options) }
        for _ in 0..<2 {
            guard outcome({ try decoder.decode(input.document, in: &workspace) }) == frozen else {
                fatalError("a payload is decoded as something else: \(frozen)")
            }
        }
    }

    /// An error by its case and its path; whether there is a value.
    private static func outcome<Value>(_ decode: () throws -> Value) -> String {
        func text(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.stringValue + "/" }.joined()
        }
        do {
            _ = try decode()
            return "a value"
        } catch DecodingError.typeMismatch(let type, let context) {
            return "no \(type) at \(text(context))"
        } catch DecodingError.valueNotFound(let type, let context) {
            return "null is no \(type) at \(text(context))"
        } catch DecodingError.keyNotFound(let key, let context) {
            return "no \(key.stringValue) at \(text(context))"
        } catch DecodingError.dataCorrupted(let context) {
            return "corrupted at \(text(context))"
        } catch {
            fatalError("an error of another kind: \(error)")
        }
    }
}
