extension FrozenJSON: CustomStringConvertible {
    /// The value as JSON without white space; empty if it does not exist.
    ///
    /// Numbers and strings are written as they were read.
    public var description: String { String(decoding: jsonBytes(), as: UTF8.self) }

    /// The value as JSON in UTF-8, as `description` has it.
    public func jsonBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// Appends the value as JSON in UTF-8, as `description` has it; does not recurse.
    public func write(to bytes: inout [UInt8]) {
        guard index >= 0 else { return }
        var open: [(end: Int, isObject: Bool)] = []
        let last = storage.word(index).next(after: index)
        var next = index
        var isName = false
        while next < last {
            let word = storage.word(next)
            next += 1
            if word.isContainer {
                let isObject = word.kind == TapeWord.Kind.object
                bytes.append(isObject ? ASCII.openBrace : ASCII.openBracket)
                open.append((word.end, isObject))
                isName = isObject
                if word.count > 0 { continue }
            } else {
                write(word, to: &bytes)
                if isName {
                    bytes.append(ASCII.colon)
                    isName = false
                    continue
                }
            }
            // A value has ended, and with it perhaps the containers it was the last of.
            while let container = open.last, container.end == next {
                bytes.append(container.isObject ? ASCII.closeBrace : ASCII.closeBracket)
                open.removeLast()
            }
            guard let container = open.last else { continue }
            bytes.append(ASCII.comma)
            isName = container.isObject
        }
    }

    private func write(_ word: TapeWord, to bytes: inout [UInt8]) {
        if word.isString { bytes.append(ASCII.quote) }
        unsafe bytes.append(contentsOf: storage.text(of: word))
        if word.isString { bytes.append(ASCII.quote) }
    }
}
