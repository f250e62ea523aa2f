/// A key of a dictionary that is neither a string nor a number.
struct AnyName: Decodable, Hashable, CodingKeyRepresentable {
    let text: String

    init?(codingKey: some CodingKey) {
        guard codingKey.stringValue != "no" else { return nil }
        text = codingKey.stringValue
    }

    var codingKey: any CodingKey { AnyKey(text) }
}
