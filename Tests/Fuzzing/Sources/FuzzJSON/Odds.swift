import Foundation

/// Whatever a member named `a` or `aB` may be.
struct Odds: Decodable, Sendable {
    let numbers: [String]
    let next: [Odds]

    init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            numbers = [try Self.text(list.superDecoder())]
            next = try list.decodeIfPresent(Odds.self).map { [$0] } ?? []
            return
        }
        guard let container = try? decoder.container(keyedBy: DecodedKey.self) else {
            numbers = [try Self.text(decoder)]
            next = []
            return
        }
        let keys = ["a", "aB", "1a"].map { DecodedKey(stringValue: $0) }
        numbers = try keys.map { try Self.text(container.superDecoder(forKey: $0)) }
        next = try keys.compactMap { try container.decodeIfPresent([Odds].self, forKey: $0) }.flatMap { $0 }
    }

    private static func text(_ decoder: any Decoder) throws -> String {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() { return "null" }
        if let value = try? container.decode(Decimal.self) { return "\(value)" }
        if let value = try? container.decode(Date.self) { return "\(value.timeIntervalSince1970)" }
        if let value = try? container.decode(Data.self) { return "\(value)" }
        if let value = try? container.decode(UInt128.self) { return "\(value)" }
        if let value = try? container.decode(Double.self) { return "\(value)" }
        if let value = try? container.decode([Int?].self) { return "\(value)" }
        if let value = try? container.decode([String: URL].self) { return "\(value.count)" }
        return "\(try container.decode(Bool.self))"
    }
}
