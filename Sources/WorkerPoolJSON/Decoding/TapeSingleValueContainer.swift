// The one value of a type that is written as a value.

struct TapeSingleValueContainer: SingleValueDecodingContainer {
    let tape: TapeReading
    let index: Int

    var codingPath: [any CodingKey] { tape.path(of: index) }

    func decodeNil() -> Bool { tape.isNull(index) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try tape.value(type, at: index) }

    // As for `TapeKeyedContainer`.
    func decode(_ type: Int128.Type) throws -> Int128 { try tape.value(type, at: index) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try tape.value(type, at: index) }
}
