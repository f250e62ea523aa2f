// Any JSON by way of `Decodable`.

/// What a document decodes into; as `Input` and `Complaint` say by the decoder's `userInfo`.
indirect enum Decoded: Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case tooLarge
    case string(String)
    case array([Decoded])
    case object([(name: String, value: Decoded)])

    /// Set where the standard library's containers are to be decoded, not the decoder's.
    static let areStandard = CodingUserInfoKey(rawValue: "areStandard")!

    init(from decoder: any Decoder) throws {
        try (decoder.userInfo[Complaint.key] as? Complaint)?.visit(decoder)
        if let container = try? decoder.container(keyedBy: DecodedKey.self) {
            if decoder.userInfo[Self.areStandard] != nil {
                let members = try decoder.singleValueContainer().decode([String: Decoded].self)
                self = .object(members.map { ($0.key, $0.value) })
            } else {
                let keys = container.allKeys
                self = .object(try keys.map { ($0.stringValue, try container.decode(Decoded.self, forKey: $0)) })
            }
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [Decoded] = []
            if decoder.userInfo[Self.areStandard] != nil {
                elements = try decoder.singleValueContainer().decode([Decoded].self)
            } else {
                while !container.isAtEnd { elements.append(try container.decode(Decoded.self)) }
            }
            self = .array(elements)
        } else {
            self = try Self.scalar(decoder.singleValueContainer())
        }
    }

    private static func scalar(_ container: any SingleValueDecodingContainer) throws -> Decoded {
        if container.decodeNil() { return .null }
        if let text = try? container.decode(String.self) { return .string(text) }
        if let bool = try? container.decode(Bool.self) { return .bool(bool) }
        do {
            return .number(try container.decode(Double.self))
        } catch DecodingError.dataCorrupted {
            return .tooLarge
        }
    }
}

/// Asks the value that comes `patience` values into the decoding for what it is not; an object comes before its members.
final class Complaint: @unchecked Sendable {  // one thread decodes
    static let key = CodingUserInfoKey(rawValue: "complaint")!

    private var patience: Int

    init(after patience: Int) {
        self.patience = patience
    }

    fileprivate func visit(_ decoder: any Decoder) throws {
        patience -= 1
        guard patience < 0 else { return }
        if (try? decoder.container(keyedBy: DecodedKey.self)) != nil {
            _ = try decoder.unkeyedContainer()
        } else {
            _ = try decoder.container(keyedBy: DecodedKey.self)
        }
    }
}
