// From a frozen document to a user's type.

extension FrozenJSON {
    /// Decodes this value into a type of yours.
    ///
    /// Reads straight from the tape, so what the type does not ask for costs no more than skipping a word. Of members with the same name the
    /// first is taken, as by `JSONDecoder`; names are compared byte for byte.
    ///
    /// Paths in errors begin at this value. Each call sets up some kilobytes for the types that it will meet: to decode many small values,
    /// decode what they stand in, or whole messages by `ValueDecoder`, which keeps them.
    ///
    /// - Parameters:
    ///   - type: What to decode.
    ///   - decoding: The strategies for keys, numbers and types.
    /// - Returns: The value.
    /// - Throws: What the type's `init(from:)` throws; this decoder itself a `DecodingError` with the path to what is wrong.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        decoding: DecodingOptions = DecodingOptions()
    ) throws -> Value {
        guard index >= 0 else {
            throw DecodingError.valueNotFound(
                type,
                .init(codingPath: [], debugDescription: "There is no such value in the document.")
            )
        }
        let tape = TapeReading(storage, root: index, options: decoding, isLending: true)
        defer { tape.endLending() }
        return try tape.value(type, at: index)
    }
}
