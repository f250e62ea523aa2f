// From a word of the tape to a value of a user's type.

extension TapeReading {
    /// Decodes the value at `index`: the types that JSON has a form for at once, the others by their strategy or their `init(from:)`.
    ///
    /// Where `T` is known when this is compiled, all but one of the comparisons go away.
    @inline(__always)
    func value<T: Decodable>(_ type: T.Type, at index: Int) throws -> T {
        // Each bit cast is from the type that `T` was just compared with.
        if T.self == String.self { return try unsafe unsafeBitCast(string(at: index), to: T.self) }
        if T.self == Int.self { return try unsafe unsafeBitCast(integer(Int.self, at: index), to: T.self) }
        if T.self == Double.self { return try unsafe unsafeBitCast(double(at: index), to: T.self) }
        if T.self == Bool.self { return try unsafe unsafeBitCast(bool(at: index), to: T.self) }
        if T.self == Int64.self { return try unsafe unsafeBitCast(integer(Int64.self, at: index), to: T.self) }
        if T.self == UInt64.self { return try unsafe unsafeBitCast(integer(UInt64.self, at: index), to: T.self) }
        if T.self == UInt.self { return try unsafe unsafeBitCast(integer(UInt.self, at: index), to: T.self) }
        if T.self == Int32.self { return try unsafe unsafeBitCast(integer(Int32.self, at: index), to: T.self) }
        if T.self == UInt32.self { return try unsafe unsafeBitCast(integer(UInt32.self, at: index), to: T.self) }
        if T.self == UInt8.self { return try unsafe unsafeBitCast(integer(UInt8.self, at: index), to: T.self) }
        if T.self == Int16.self { return try unsafe unsafeBitCast(integer(Int16.self, at: index), to: T.self) }
        if T.self == UInt16.self { return try unsafe unsafeBitCast(integer(UInt16.self, at: index), to: T.self) }
        if T.self == Int8.self { return try unsafe unsafeBitCast(integer(Int8.self, at: index), to: T.self) }
        if T.self == Float.self { return try unsafe unsafeBitCast(float(at: index), to: T.self) }
        if T.self == Int128.self { return try unsafe unsafeBitCast(integer(Int128.self, at: index), to: T.self) }
        if T.self == UInt128.self { return try unsafe unsafeBitCast(integer(UInt128.self, at: index), to: T.self) }
        return try composite(type, at: index)
    }

    private func composite<T: Decodable>(_ type: T.Type, at index: Int) throws -> T {
        try composite(type, as: forms.form(of: type, by: options), at: index)
    }

    @inline(__always)
    private func composite<T: Decodable>(_ type: T.Type, as form: TypeForm, at index: Int) throws -> T {
        switch form {
        case .initializer:
            do {
                return try type.init(from: TapeDecoder(tape: self, index: index))  // `type` may be a subclass of `T`
            } catch {
                throw advised(error, about: type, at: index)
            }
        case .standard(let form):
            return try form.value(type, in: self, at: index)
        case .strategy(let strategy):
            return try strategy.value(type, from: TapeDecoder(tape: self, index: index))
        }
    }

    // MARK: Arrays and dictionaries

    /// An array's elements; the types that JSON has a form for each have a loop of their own.
    func array<Element: Decodable>(of type: Element.Type, at index: Int) throws -> [Element] {
        // Each bit cast is from the type that `Element` was just compared with.
        if type == String.self { return try unsafe unsafeBitCast(scalars(String.self, at: index), to: [Element].self) }
        if type == Int.self { return try unsafe unsafeBitCast(scalars(Int.self, at: index), to: [Element].self) }
        if type == Double.self { return try unsafe unsafeBitCast(scalars(Double.self, at: index), to: [Element].self) }
        if type == Bool.self { return try unsafe unsafeBitCast(scalars(Bool.self, at: index), to: [Element].self) }
        if type == Int64.self { return try unsafe unsafeBitCast(scalars(Int64.self, at: index), to: [Element].self) }
        if type == UInt64.self { return try unsafe unsafeBitCast(scalars(UInt64.self, at: index), to: [Element].self) }
        if type == UInt.self { return try unsafe unsafeBitCast(scalars(UInt.self, at: index), to: [Element].self) }
        if type == Int32.self { return try unsafe unsafeBitCast(scalars(Int32.self, at: index), to: [Element].self) }
        if type == UInt32.self { return try unsafe unsafeBitCast(scalars(UInt32.self, at: index), to: [Element].self) }
        if type == UInt8.self { return try unsafe unsafeBitCast(scalars(UInt8.self, at: index), to: [Element].self) }
        if type == Int16.self { return try unsafe unsafeBitCast(scalars(Int16.self, at: index), to: [Element].self) }
        if type == UInt16.self { return try unsafe unsafeBitCast(scalars(UInt16.self, at: index), to: [Element].self) }
        if type == Int8.self { return try unsafe unsafeBitCast(scalars(Int8.self, at: index), to: [Element].self) }
        if type == Float.self { return try unsafe unsafeBitCast(scalars(Float.self, at: index), to: [Element].self) }
        if type == Int128.self { return try unsafe unsafeBitCast(scalars(Int128.self, at: index), to: [Element].self) }
        if type == UInt128.self {
            return try unsafe unsafeBitCast(scalars(UInt128.self, at: index), to: [Element].self)
        }
        let form = forms.form(of: type, by: options)
        return try elements(at: index) { try composite(type, as: form, at: $0) }
    }

    private func scalars<Element: Decodable>(_ type: Element.Type, at index: Int) throws -> [Element] {
        try elements(at: index) { try value(type, at: $0) }
    }

    @inline(__always)
    private func elements<Element>(at index: Int, _ decode: (Int) throws -> Element) throws -> [Element] {
        let word = word(index)
        guard word.kind == TapeWord.Kind.array else { throw mismatch([Any].self, at: index) }
        var elements: [Element] = []
        elements.reserveCapacity(word.count)
        var next = index + 1
        while next < word.end {
            elements.append(try decode(next))
            next = self.word(next).next(after: next)
        }
        return elements
    }

    /// A dictionary of an object's members: of those with the same name the first.
    func dictionary<Value: Decodable>(of type: Value.Type, at index: Int) throws -> [String: Value] {
        // The commonest, as above.
        if type == String.self {
            return try unsafe unsafeBitCast(members(String.self, at: index), to: [String: Value].self)
        }
        if type == Int.self {
            return try unsafe unsafeBitCast(members(Int.self, at: index), to: [String: Value].self)
        }
        if type == Double.self {
            return try unsafe unsafeBitCast(members(Double.self, at: index), to: [String: Value].self)
        }
        if type == Bool.self {
            return try unsafe unsafeBitCast(members(Bool.self, at: index), to: [String: Value].self)
        }
        return try members(type, at: index)
    }

    @inline(__always)
    private func members<Value: Decodable>(_ type: Value.Type, at index: Int) throws -> [String: Value] {
        let word = word(index)
        guard word.kind == TapeWord.Kind.object else { throw mismatch([String: Any].self, at: index) }
        // A path must then not convert these names, until the same object is read by keys (`PathNotes`).
        let converts = options.keyDecodingStrategy.converts
        let isFirst = converts && pathNotes.dictionaries.insert(index).inserted
        defer { if isFirst { pathNotes.dictionaries.remove(index) } }
        var values = [String: Value](minimumCapacity: word.count)
        var name = index + 1
        while name < word.end {
            let key = string(of: self.word(name))
            do {
                let value = try value(type, at: name + 1)
                if let first = values.updateValue(value, forKey: key) { values[key] = first }
            } catch  where values[key] != nil && !converts {
                // Nobody asked for this one. (Under a strategy for keys `JSONDecoder` decodes all of them, and fails.)
            }
            name = self.word(name + 1).next(after: name + 1)
        }
        return values
    }

    // MARK: Scalars

    @inline(__always)
    func isNull(_ index: Int) -> Bool { word(index).kind == TapeWord.Kind.null }

    private func string(at index: Int) throws -> String {
        let word = word(index)
        guard word.isString else { throw mismatch(String.self, at: index) }
        return string(of: word)
    }

    private func bool(at index: Int) throws -> Bool {
        switch word(index).kind {
        case TapeWord.Kind.true: true
        case TapeWord.Kind.false: false
        default: throw mismatch(Bool.self, at: index)
        }
    }

    private func integer<Value: FixedWidthInteger>(_ type: Value.Type, at index: Int) throws -> Value {
        let word = word(index)
        guard word.isNumber else { throw mismatch(type, at: index) }
        let text = unsafe text(of: word)
        let value =
            word.kind == TapeWord.Kind.integer
            ? unsafe IntegerText.parse(text) as Value? : unsafe ExactInteger(text)?.value(as: type)
        guard let value else { throw unrepresentable(type, at: index) }
        return value
    }

    private func double(at index: Int) throws -> Double {
        let word = word(index)
        guard word.isNumber else { return try nonConforming(Double.self, at: index) }
        let text = unsafe text(of: word)
        let parts = unsafe DecimalParts(text)
        let value = unsafe parts.double(of: text)
        // As by `JSONDecoder`, what is too small to be told from zero is no more representable than what is too large.
        guard value.isFinite, value != 0 || parts.isZero else { throw unrepresentable(Double.self, at: index) }
        return value
    }

    private func float(at index: Int) throws -> Float {
        let word = word(index)
        guard word.isNumber else { return try nonConforming(Float.self, at: index) }
        let text = unsafe text(of: word)
        let parts = unsafe DecimalParts(text)
        let value = unsafe parts.float(of: text)
        guard value.isFinite, value != 0 || parts.isZero else { throw unrepresentable(Float.self, at: index) }
        return value
    }

    /// Infinities and what is not a number, where the options name strings for them.
    private func nonConforming<Value: BinaryFloatingPoint & Decodable>(_ type: Value.Type, at index: Int) throws
        -> Value
    {
        let word = word(index)
        // Byte for byte, and only as written without an escape: so does `JSONDecoder`.
        if word.kind == TapeWord.Kind.string,
            case .convertFromString(let positive, let negative, let nan) = options.nonConformingFloatDecodingStrategy
        {
            let text = string(of: word)
            if text.isExactly(positive) { return .infinity }
            if text.isExactly(negative) { return -.infinity }
            if text.isExactly(nan) { return .nan }
        }
        throw mismatch(type, at: index)
    }
}
