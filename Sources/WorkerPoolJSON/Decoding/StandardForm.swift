// The standard library's containers, read from the tape and not by their `init(from:)`, which asks a container for each element.

/// A type whose JSON is known here though `init(from:)` is all that its values promise.
protocol StandardForm {
    init(_ tape: TapeReading, at index: Int) throws
}

extension StandardForm {
    /// The value as `type`, which is this type: neither boxed nor cast.
    static func value<Value>(_ type: Value.Type, in tape: TapeReading, at index: Int) throws -> Value {
        // The caller found this conformance by `Value` itself.
        unsafe unsafeBitCast(try Self(tape, at: index), to: type)
    }
}

extension Optional: StandardForm where Wrapped: Decodable {
    init(_ tape: TapeReading, at index: Int) throws {
        self = tape.isNull(index) ? nil : try tape.value(Wrapped.self, at: index)
    }
}

extension Array: StandardForm where Element: Decodable {
    init(_ tape: TapeReading, at index: Int) throws {
        self = try tape.array(of: Element.self, at: index)
    }
}

extension Set: StandardForm where Element: Decodable {
    init(_ tape: TapeReading, at index: Int) throws {
        self.init(try tape.array(of: Element.self, at: index))
    }
}

extension Dictionary: StandardForm where Key == String, Value: Decodable {
    /// Of members with the same name the first, as everywhere in decoding.
    ///
    /// A dictionary's names are data: no strategy converts them.
    init(_ tape: TapeReading, at index: Int) throws {
        self = try tape.dictionary(of: Value.self, at: index)
    }
}
