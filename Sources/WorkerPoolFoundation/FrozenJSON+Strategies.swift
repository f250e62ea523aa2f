// `Date`, `Data`, `URL` and `Decimal` from a frozen document, by the strategies that `JSONDecoder` has for them.

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import WorkerPoolJSON

extension FrozenJSON.DecodingOptions {
    /// The options with which types decode as by a new `JSONDecoder`.
    ///
    /// `Data` is base64, `URL` a string and `Decimal` a number with all its digits; a `Date` is the number that it encodes itself as.
    ///
    /// <!-- prelude: struct Order: Decodable, Sendable { let placedAt: Date } -->
    /// ```swift
    /// var options = FrozenJSON.DecodingOptions.likeJSONDecoder
    /// options.dateDecodingStrategy = .iso8601
    /// options.keyDecodingStrategy = .convertFromSnakeCase
    /// let orders = pool.lane("orders", decoder: .ndjson(Order.self, decoding: options))
    /// ```
    public static var likeJSONDecoder: Self {
        var options = Self()
        options.dateDecodingStrategy = .deferredToDate
        options.dataDecodingStrategy = .base64
        options.setStrategy(for: URL.self, Self.url)
        options.setStrategy(for: Decimal.self, Self.decimal)
        return options
    }

    /// How dates are decoded; by default as they encode themselves.
    public var dateDecodingStrategy: JSONDecoder.DateDecodingStrategy {
        get { origins[ObjectIdentifier(Date.self)] as? JSONDecoder.DateDecodingStrategy ?? .deferredToDate }
        set {
            setStrategy(for: Date.self, Self.date(newValue))
            origins[ObjectIdentifier(Date.self)] = newValue
        }
    }

    /// How data is decoded; by default as it encodes itself, an array of bytes: `likeJSONDecoder` sets base64.
    public var dataDecodingStrategy: JSONDecoder.DataDecodingStrategy {
        get { origins[ObjectIdentifier(Data.self)] as? JSONDecoder.DataDecodingStrategy ?? .deferredToData }
        set {
            setStrategy(for: Data.self, Self.data(newValue))
            origins[ObjectIdentifier(Data.self)] = newValue
        }
    }

    private static func date(
        _ strategy: JSONDecoder.DateDecodingStrategy
    ) -> @Sendable (any Decoder) throws -> Date {
        switch strategy {
        case .deferredToDate: return refusingNull { try Date(from: $0) }
        case .secondsSince1970:
            return refusingNull { Date(timeIntervalSince1970: try $0.singleValueContainer().decode(Double.self)) }
        case .millisecondsSince1970:
            return refusingNull {
                Date(timeIntervalSince1970: try $0.singleValueContainer().decode(Double.self) / 1000)
            }
        case .iso8601:
            return refusingNull { decoder in
                let text = try decoder.singleValueContainer().decode(String.self)
                guard let date = try? Date.ISO8601FormatStyle().parse(text) else {
                    throw corrupted(decoder, "Expected date string to be ISO8601-formatted.")
                }
                return date
            }
        case .custom(let decode): return refusingNull(decode)
        #if canImport(Darwin)
        case .formatted(let formatter):
            return refusingNull { decoder in
                let text = try decoder.singleValueContainer().decode(String.self)
                guard let date = formatter.date(from: text) else {
                    throw corrupted(decoder, "Date string does not match format expected by formatter.")
                }
                return date
            }
        #endif
        @unknown default:
            return { decoder in throw corrupted(decoder, "This strategy for dates is not known here: use .custom.") }
        }
    }

    private static func data(
        _ strategy: JSONDecoder.DataDecodingStrategy
    ) -> @Sendable (any Decoder) throws -> Data {
        switch strategy {
        case .deferredToData: return refusingNull { try Data(from: $0) }
        case .base64:
            return refusingNull { decoder in
                let text = try decoder.singleValueContainer().decode(String.self)
                guard let data = Data(base64Encoded: text) else {
                    throw corrupted(decoder, "Encountered Data is not valid Base64.")
                }
                return data
            }
        case .custom(let decode): return refusingNull(decode)
        @unknown default:
            return { decoder in throw corrupted(decoder, "This strategy for data is not known here: use .custom.") }
        }
    }

    private static let url: @Sendable (any Decoder) throws -> URL = refusingNull { decoder in
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let url = URL(string: text) else { throw corrupted(decoder, "Invalid URL string.") }
        return url
    }

    private static let decimal: @Sendable (any Decoder) throws -> Decimal = { decoder in
        let text = try FrozenJSON.numberText(of: decoder, as: Decimal.self)
        guard let decimal = Decimal(string: text) else {
            throw corrupted(decoder, "Number \(text) is not representable in Decimal.")
        }
        return decimal
    }

    /// For null the error is that there is no `Value`, as by `JSONDecoder`, and not none of what it is made from.
    private static func refusingNull<Value>(
        _ decode: @escaping @Sendable (any Decoder) throws -> Value
    ) -> @Sendable (any Decoder) throws -> Value {
        { decoder in
            try FrozenJSON.requireValue(of: Value.self, in: decoder)
            return try decode(decoder)
        }
    }

    private static func corrupted(_ decoder: any Decoder, _ description: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: description))
    }
}
