// The one value of a type that is written as a value.

struct TapeSingleValueContainer: SingleValueDecodingContainer {
    let tape: TapeReading
    let index: Int

    var codingPath: [any CodingKey] { tape.path(of: index) }

    func decodeNil() -> Bool { tape.isNull(index) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try tape.value(type, at: index) }
}
