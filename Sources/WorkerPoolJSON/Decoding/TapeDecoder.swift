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
    /// The number that a decoder of this module stands at, as it is written; nil where it stands at something else.
    package static func numberText(of decoder: any Swift.Decoder) -> String? {
        guard let decoder = decoder as? TapeDecoder else { return nil }
        let word = decoder.tape.word(decoder.index)
        return word.isNumber ? unsafe String(decoding: decoder.tape.text(of: word), as: UTF8.self) : nil
    }
}
