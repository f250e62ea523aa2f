// An object's members by the keys of a user's type.

/// One generic method stands for the protocol's methods for every standard type: it is compiled for each of them.
///
/// The standard library's box copies it for each call, so that it has no reference to count unless it may outlive the decoding.
@safe struct TapeKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    /// Valid while the owner is or, where there is none, while the reading's container is lent (`LentContainers`).
    private let object: UnsafeMutablePointer<ObjectReading>
    private let owner: ObjectOwner?

    init(lent object: UnsafeMutablePointer<ObjectReading>) {
        unsafe self.object = unsafe object
        owner = nil
    }

    init(_ owner: ObjectOwner) {
        unsafe object = owner.object
        self.owner = owner
    }

    var codingPath: [any CodingKey] { reading { tape in unsafe tape.path(of: object.pointee.lookup.object) } }
    var allKeys: [Key] {
        reading { tape in unsafe object.pointee.lookup.names(in: tape).compactMap { Key(stringValue: $0) } }
    }

    func contains(_ key: Key) -> Bool { reading { tape in member(key, tape) != nil } }

    func decodeNil(forKey key: Key) throws -> Bool { try reading { tape in tape.isNull(try value(for: key, tape)) } }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try required(type, for: key)
    }

    // Of these two the protocol has a default, which says that they are not implemented, and which it prefers.
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try required(type, for: key) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try required(type, for: key) }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try present(type, for: key) }

    @inline(__always)
    private func required<T: Decodable>(_ type: T.Type, for key: Key) throws -> T {
        try reading { tape in try tape.value(type, at: try value(for: key, tape)) }
    }

    @inline(__always)
    func present<T: Decodable>(_ type: T.Type, for key: Key) throws -> T? {
        try reading { tape in
            guard let value = member(key, tape), !tape.isNull(value) else { return nil }
            return try tape.value(type, at: value)
        }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try reading { tape in try tape.container(keyedBy: type, object: try value(for: key, tape)) }
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try reading { tape in try TapeUnkeyedContainer(tape, array: try value(for: key, tape)) }
    }

    func superDecoder() throws -> any Decoder { decoder(for: DocumentKey.super) }

    func superDecoder(forKey key: Key) throws -> any Decoder { decoder(for: key) }

    private func decoder(for key: some CodingKey) -> TapeDecoder {
        reading { tape in
            guard let value = member(key, tape) else {
                return tape.decoderOfNull(path: codingPath + [key])
            }
            return TapeDecoder(tape: tape, index: value)
        }
    }

    /// With the reading, which is kept by whoever keeps the object's memory.
    @inline(__always)
    private func reading<Answer>(_ body: (TapeReading) throws -> Answer) rethrows -> Answer {
        try unsafe object.pointee.tape._withUnsafeGuaranteedRef(body)
    }

    @inline(__always)
    private func member(_ key: some CodingKey, _ tape: TapeReading) -> Int? {
        unsafe object.pointee.lookup.value(named: key.stringValue, in: tape)
    }

    @inline(__always)
    private func value(for key: Key, _ tape: TapeReading) throws -> Int {
        guard let value = member(key, tape) else { throw missing(key) }
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
