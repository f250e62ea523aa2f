/// A list without the elements that cannot be decoded: each failure must leave the container where it is.
@propertyWrapper
struct Lossy<Element: Decodable & Sendable>: Decodable, Sendable {
    var wrappedValue: [Element]

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        wrappedValue = []
        while !container.isAtEnd {
            if let element = try? container.decode(Element.self) {
                wrappedValue.append(element)
            } else if try !container.decodeNil() {
                let skipped = try container.superDecoder()
                if skipped.codingPath.isEmpty { throw Refusal() }
            }
        }
    }
}
