/// Its superclass is an element of the same array.
final class Listed: Base, @unchecked Sendable {
    let first: String

    required init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        first = try container.decode(String.self)
        try super.init(from: try container.superDecoder())
    }
}
