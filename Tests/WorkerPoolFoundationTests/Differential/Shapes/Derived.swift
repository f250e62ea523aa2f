/// Its superclass is decoded from the name `super`.
final class Derived: Base, @unchecked Sendable {
    let extra: Double

    enum CodingKeys: String, CodingKey { case extra }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        extra = try container.decode(Double.self, forKey: .extra)
        try super.init(from: container.superDecoder())
    }
}
