/// Its superclass is decoded from the same object.
final class Flat: Base, @unchecked Sendable {
    let extra: [Base]

    enum CodingKeys: String, CodingKey { case extra }

    required init(from decoder: any Decoder) throws {
        extra = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent([Base].self, forKey: .extra) ?? []
        try super.init(from: decoder)
    }
}
