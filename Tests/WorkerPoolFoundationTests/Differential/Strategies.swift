import Foundation
import TestSupport
import WorkerPoolFoundation
import WorkerPoolJSON

/// The same strategies for both decoders.
struct Strategies: Sendable {
    enum Keys: String, CaseIterable { case asTheyAre, snakeCase, custom, customByPath }
    enum Dates: String, CaseIterable { case deferred, seconds, milliseconds, iso8601, custom }
    enum Bytes: String, CaseIterable { case base64, deferred, custom }
    enum Floats: String, CaseIterable { case refused, fromStrings }

    var keys = Keys.asTheyAre
    var dates = Dates.deferred
    var data = Bytes.base64
    var floats = Floats.refused
    /// Whether ours begin with `likeJSONDecoder`.
    var areLikeJSONDecoder = true

    init() {}

    init(_ random: inout SplitMix) {
        keys = random.oneIn(3) ? .asTheyAre : Keys.allCases.randomElement(using: &random)!
        dates = Dates.allCases.randomElement(using: &random)!
        data = Bytes.allCases.randomElement(using: &random)!
        floats = Floats.allCases.randomElement(using: &random)!
    }

    /// Every combination, one after the other.
    init(turn: Int) {
        keys = Keys.allCases[turn % 4]
        dates = Dates.allCases[turn % 5]
        data = Bytes.allCases[turn % 3]
        floats = Floats.allCases[turn / 4 % 2]
    }

    /// What the coverage is counted by.
    var names: [String] {
        ["keys \(keys.rawValue)", "dates \(dates.rawValue)", "data \(data.rawValue)", "floats \(floats.rawValue)"]
    }

    static let allNames =
        Keys.allCases.map { "keys \($0.rawValue)" } + Dates.allCases.map { "dates \($0.rawValue)" }
        + Bytes.allCases.map { "data \($0.rawValue)" } + Floats.allCases.map { "floats \($0.rawValue)" }

    var ours: FrozenJSON.DecodingOptions {
        var options = areLikeJSONDecoder ? FrozenJSON.DecodingOptions.likeJSONDecoder : FrozenJSON.DecodingOptions()
        switch keys {
        case .asTheyAre: break
        case .snakeCase: options.keyDecodingStrategy = .convertFromSnakeCase
        case .custom: options.keyDecodingStrategy = .custom(Self.lowercased)
        case .customByPath: options.keyDecodingStrategy = .custom(Self.numbered)
        }
        guard areLikeJSONDecoder else { return options }
        options.dateDecodingStrategy = dateStrategy
        options.dataDecodingStrategy = dataStrategy
        if floats == .fromStrings {
            options.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf",
                negativeInfinity: "-inf",
                nan: "\u{E9}"
            )
        }
        return options
    }

    var theirs: JSONDecoder {
        let decoder = JSONDecoder()
        switch keys {
        case .asTheyAre: break
        case .snakeCase: decoder.keyDecodingStrategy = .convertFromSnakeCase
        case .custom: decoder.keyDecodingStrategy = .custom(Self.lowercased)
        case .customByPath: decoder.keyDecodingStrategy = .custom(Self.numbered)
        }
        decoder.dateDecodingStrategy = dateStrategy
        decoder.dataDecodingStrategy = dataStrategy
        if floats == .fromStrings {
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf",
                negativeInfinity: "-inf",
                nan: "\u{E9}"
            )
        }
        return decoder
    }

    /// Several names may become one.
    @Sendable private static func lowercased(_ path: [any CodingKey]) -> any CodingKey {
        AnyKey(path.last!.stringValue.lowercased().filter { $0 != "_" })
    }

    /// What a name becomes depends on where it stands.
    @Sendable private static func numbered(_ path: [any CodingKey]) -> any CodingKey {
        path.count % 2 == 0 ? AnyKey("\(path.count)\(path.map { $0.stringValue.utf8.count })") : path.last!
    }

    private var dateStrategy: JSONDecoder.DateDecodingStrategy {
        switch dates {
        case .deferred: .deferredToDate
        case .seconds: .secondsSince1970
        case .milliseconds: .millisecondsSince1970
        case .iso8601: .iso8601
        case .custom:
            .custom { decoder in
                let container = try decoder.singleValueContainer()
                if let text = try? container.decode(String.self) {
                    return Date(timeIntervalSince1970: Double(text.utf8.count))
                }
                if try decoder.singleValueContainer().decode(Bool.self) { throw Refusal() }
                let explanation = "\(container.decodeNil())"
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: explanation))
            }
        }
    }

    private var dataStrategy: JSONDecoder.DataDecodingStrategy {
        switch data {
        case .base64: .base64
        case .deferred: .deferredToData
        case .custom:
            .custom { decoder in
                if let text = try? decoder.singleValueContainer().decode(String.self) { return Data(text.utf8) }
                return Data([UInt8(try decoder.unkeyedContainer().count ?? 0)])
            }
        }
    }
}
