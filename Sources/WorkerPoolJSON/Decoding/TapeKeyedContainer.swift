// An object's members by the keys of a user's type.

/// One generic method stands for the protocol's methods for every standard type: it is compiled for each of them.
struct TapeKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let tape: TapeReading
    private let object: Int
    private let depth: Int

    init(_ tape: TapeReading, object: Int, depth: Int) throws {
        guard tape.word(object).kind == TapeWord.Kind.object else {
            throw tape.mismatch([String: Any].self, at: object)
        }
        self.tape = tape
        self.object = object
        self.depth = depth
    }

    var codingPath: [any CodingKey] { tape.path(of: object) }
    var allKeys: [Key] { tape.names(of: object, depth: depth).compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { member(key) != nil }

    @inline(__always)
    private func member(_ key: some CodingKey) -> Int? {
        tape.member(named: key.stringValue, of: object, depth: depth)
    }

    func decodeNil(forKey key: Key) throws -> Bool { tape.isNull(try value(for: key)) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try tape.value(type, at: try value(for: key), depth: depth + 1)
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try present(type, for: key) }

    @inline(__always)
    func present<T: Decodable>(_ type: T.Type, for key: Key) throws -> T? {
        guard let value = member(key), !tape.isNull(value) else { return nil }
        return try tape.value(type, at: value, depth: depth + 1)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        KeyedDecodingContainer(try TapeKeyedContainer<NestedKey>(tape, object: try value(for: key), depth: depth + 1))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try TapeUnkeyedContainer(tape, array: try value(for: key), depth: depth + 1)
    }

    func superDecoder() throws -> any Decoder { decoder(for: DocumentKey.super) }

    func superDecoder(forKey key: Key) throws -> any Decoder { decoder(for: key) }

    private func decoder(for key: some CodingKey) -> TapeDecoder {
        guard let value = member(key) else {
            return tape.decoderOfNull(path: codingPath + [key])
        }
        return TapeDecoder(tape: tape, index: value, depth: depth + 1)
    }

    @inline(__always)
    private func value(for key: Key) throws -> Int {
        guard let value = member(key) else { throw missing(key) }
        return value
    }

    @inline(never)
    private func missing(_ key: Key) -> DecodingError {
        .keyNotFound(
            key,
            .init(
                codingPath: codingPath,
                debugDescription: "No value associated with key \(key) (\"\(key.stringValue)\")."
            )
        )
    }
}
