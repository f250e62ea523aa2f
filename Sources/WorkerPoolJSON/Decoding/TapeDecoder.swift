// The decoder that a user's `init(from:)` meets.

/// A `Decoder` of the value at one word of a tape; small enough to be an `any Decoder` without an allocation.
struct TapeDecoder: Decoder {
    let tape: TapeReading
    let index: Int

    var codingPath: [any CodingKey] { tape.path(of: index) }
    var userInfo: [CodingUserInfoKey: Any] { tape.options.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try tape.container(keyedBy: type, object: index)
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try TapeUnkeyedContainer(tape, array: index)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        TapeSingleValueContainer(tape: tape, index: index)
    }
}

extension TapeReading {
    /// The decoder of a value that is not there, which is null, at the end of `path`.
    func decoderOfNull(path: [any CodingKey]) -> TapeDecoder {
        let (storage, root) = FrozenStorage.null()
        let tape = TapeReading(storage, root: root, options: options, pathToRoot: path)
        return TapeDecoder(tape: tape, index: root)
    }
}

extension FrozenJSON {
    /// The number that a decoder of this module stands at, as it is written.
    ///
    /// - Throws: What is wrong for a value of `type` if it stands at something else.
    package static func numberText(of decoder: any Swift.Decoder, as type: Any.Type) throws -> String {
        guard let decoder = decoder as? TapeDecoder else { throw foreign(decoder, type) }
        let word = decoder.tape.word(decoder.index)
        guard word.isNumber else { throw decoder.tape.mismatch(type, at: decoder.index) }
        return unsafe String(decoding: decoder.tape.text(of: word), as: UTF8.self)
    }

    /// Throws that there is no value of `type` if a decoder of this module stands at null.
    package static func requireValue(of type: Any.Type, in decoder: any Swift.Decoder) throws {
        guard let decoder = decoder as? TapeDecoder, decoder.tape.isNull(decoder.index) else { return }
        throw decoder.tape.mismatch(type, at: decoder.index)
    }

    /// A strategy was given a decoder that a user made of one of this module's.
    private static func foreign(_ decoder: any Swift.Decoder, _ type: Any.Type) -> DecodingError {
        .dataCorrupted(
            .init(
                codingPath: decoder.codingPath,
                debugDescription: "\(type) is not decoded by \(Swift.type(of: decoder))."
            )
        )
    }
}
