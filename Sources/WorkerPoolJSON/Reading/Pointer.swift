extension FrozenJSON {
    /// The value that a JSON Pointer (RFC 6901) names from here: `document[pointer: "/lines/3/price"]`.
    ///
    /// A value that does not exist if there is none; so too if the pointer is neither empty nor begins with `/`, or has a `~` that
    /// neither `0` nor `1` follows. Allocates only for a token with a `~`.
    public subscript(pointer pointer: String) -> FrozenJSON {
        var pointer = pointer
        return pointer.withUTF8 { unsafe follow($0) }
    }

    private func follow(_ pointer: UnsafeBufferPointer<UInt8>) -> FrozenJSON {
        var value = self
        var position = 0
        while position < pointer.count {
            guard unsafe pointer[position] == ASCII.slash, value.index >= 0 else { return value.absent }
            let start = position + 1
            position = start
            while unsafe position < pointer.count && pointer[position] != ASCII.slash { position += 1 }
            let token = unsafe UnsafeBufferPointer(rebasing: pointer[start..<position])
            guard let found = unsafe value.child(token) else { return value.absent }
            value = FrozenJSON(storage: storage, index: found)
        }
        return value
    }

    private func child(_ token: UnsafeBufferPointer<UInt8>) -> Int? {
        switch storage.word(index).kind {
        case TapeWord.Kind.array:
            guard let position = unsafe FrozenJSON.position(token) else { return nil }
            return storage.element(position, of: index)
        case TapeWord.Kind.object:
            guard unsafe token.contains(ASCII.tilde) else { return unsafe storage.member(named: token, of: index) }
            guard let name = unsafe FrozenJSON.unescaped(token) else { return nil }
            return unsafe name.withUnsafeBufferPointer { unsafe storage.member(named: $0, of: index) }
        default:
            return nil
        }
    }

    /// `0`, or digits that do not begin with it.
    private static func position(_ token: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = unsafe token.first, unsafe token.allSatisfy(NumberGrammar.isDigit) else { return nil }
        guard first != ASCII.zero || token.count == 1 else { return nil }
        return unsafe IntegerText.parse(token)
    }

    /// `~1` stands for `/` and `~0` for `~`.
    private static func unescaped(_ token: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var name: [UInt8] = []
        var position = 0
        while position < token.count {
            var byte = unsafe token[position]
            if byte == ASCII.tilde {
                position += 1
                guard position < token.count, unsafe token[position] == ASCII.zero || token[position] == ASCII.one
                else {
                    return nil
                }
                byte = unsafe token[position] == ASCII.zero ? ASCII.tilde : ASCII.slash
            }
            name.append(byte)
            position += 1
        }
        return name
    }
}
