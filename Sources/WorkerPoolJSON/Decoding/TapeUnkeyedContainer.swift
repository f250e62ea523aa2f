// An array's elements, one after the other.

/// Three words, so that it is an `any UnkeyedDecodingContainer` without an allocation: a tape has fewer words than 32 bits count.
struct TapeUnkeyedContainer: UnkeyedDecodingContainer {
    private let tape: TapeReading
    private let array: UInt32
    private var nextWord: UInt32
    private var position: UInt32 = 0

    init(_ tape: TapeReading, array index: Int) throws {
        guard tape.word(index).kind == TapeWord.Kind.array else { throw tape.mismatch([Any].self, at: index) }
        self.tape = tape
        array = UInt32(truncatingIfNeeded: index)
        nextWord = UInt32(truncatingIfNeeded: index + 1)
    }

    private var index: Int { Int(array) }
    /// The word of the next element.
    private var next: Int { Int(nextWord) }
    var currentIndex: Int { Int(position) }

    var codingPath: [any CodingKey] { tape.path(of: index) }
    var count: Int? { tape.word(index).count }
    var isAtEnd: Bool { next == tape.word(index).end }

    /// Goes on only where it answers true: what is not null is still to be decoded.
    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd else { throw atEnd(Never.self) }
        guard tape.isNull(next) else { return false }
        advance()
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try required(type) }

    // As for `TapeKeyedContainer`.
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try required(type) }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try required(type) }

    @inline(__always)
    private mutating func required<T: Decodable>(_ type: T.Type) throws -> T {
        guard !isAtEnd else { throw atEnd(type) }
        let value = try tape.value(type, at: next)
        advance()
        return value
    }

    mutating func decodeIfPresent<T: Decodable>(_ type: T.Type) throws -> T? { try present(type) }

    @inline(__always)
    mutating func present<T: Decodable>(_ type: T.Type) throws -> T? {
        guard !isAtEnd else {
            // As by `JSONDecoder`, of which the index can be asked.
            position &+= 1
            return nil
        }
        let value = tape.isNull(next) ? nil : try tape.value(type, at: next)
        advance()
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        guard !isAtEnd else { throw atEnd(KeyedDecodingContainer<NestedKey>.self) }
        let container = try tape.container(keyedBy: type, object: next)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard !isAtEnd else { throw atEnd((any UnkeyedDecodingContainer).self) }
        let container = try TapeUnkeyedContainer(tape, array: next)
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        guard !isAtEnd else { throw atEnd((any Decoder).self) }
        let decoder = TapeDecoder(tape: tape, index: next)
        advance()
        return decoder
    }

    private mutating func advance() {
        nextWord = UInt32(truncatingIfNeeded: tape.word(next).next(after: next))
        position += 1
    }

    private func atEnd(_ type: Any.Type) -> DecodingError {
        .valueNotFound(
            type,
            .init(
                codingPath: codingPath + [DocumentKey(currentIndex)],
                debugDescription: "Unkeyed container is at end."
            )
        )
    }
}
