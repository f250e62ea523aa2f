// An object's members by the keys of a user's type.

/// One generic method stands for the protocol's methods for every standard type: it is compiled for each of them.
struct TapeKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let members: MemberLookup

    init(_ tape: TapeReading, object index: Int) throws {
        guard tape.word(index).kind == TapeWord.Kind.object else { throw tape.mismatch([String: Any].self, at: index) }
        members = MemberLookup(tape, object: index)
    }

    private var tape: TapeReading { members.tape }

    var codingPath: [any CodingKey] { tape.path(of: members.object) }
    var allKeys: [Key] { members.names.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { members.value(named: key.stringValue) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { tape.isNull(try value(for: key)) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try tape.value(type, at: try value(for: key))
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        guard let value = members.value(named: key.stringValue), !tape.isNull(value) else { return nil }
        return try tape.value(type, at: value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        KeyedDecodingContainer(try TapeKeyedContainer<NestedKey>(tape, object: try value(for: key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try TapeUnkeyedContainer(tape, array: try value(for: key))
    }

    func superDecoder() throws -> any Decoder { decoder(for: DocumentKey.super) }

    func superDecoder(forKey key: Key) throws -> any Decoder { decoder(for: key) }

    private func decoder(for key: some CodingKey) -> TapeDecoder {
        guard let value = members.value(named: key.stringValue) else {
            return tape.decoderOfNull(path: codingPath + [key])
        }
        return TapeDecoder(tape: tape, index: value)
    }

    @inline(__always)
    private func value(for key: Key) throws -> Int {
        guard let value = members.value(named: key.stringValue) else { throw missing(key) }
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
