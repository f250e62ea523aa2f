// What is wrong with a value, as `JSONDecoder` says it, and where it is.

extension TapeReading {
    /// The keys that lead to the value at `index`, found by going down from the root: so nobody keeps a path who throws nothing.
    ///
    /// Costs as much as skipping all that comes before the value.
    func path(of index: Int) -> [any CodingKey] {
        var path = pathToRoot
        var container = root
        while container != index {
            let word = word(container)
            let isObject = word.kind == TapeWord.Kind.object
            var child = container + 1
            var place = 0
            while true {
                let name = child
                if isObject { child += 1 }
                let next = self.word(child).next(after: child)
                if index < next {
                    if isObject {
                        let name = string(of: self.word(name))
                        let isData = dictionaries.contains(container)
                        path.append(
                            DocumentKey(isData ? name : options.keyDecodingStrategy.converted(name) { path })
                        )
                    } else {
                        path.append(DocumentKey(place))
                    }
                    break
                }
                child = next
                place += 1
            }
            container = child
        }
        return path
    }

    /// The value is of another kind, or null, which is told apart but, as by `JSONDecoder`, for a `Bool`.
    @inline(never)
    func mismatch(_ expected: Any.Type, at index: Int) -> DecodingError {
        let path = path(of: index)
        guard !isNull(index) || expected == Bool.self else {
            return .valueNotFound(
                expected,
                .init(
                    codingPath: path,
                    debugDescription: "Cannot get value of type \(expected) -- found null value instead"
                )
            )
        }
        return .typeMismatch(
            expected,
            .init(
                codingPath: path,
                debugDescription: "Expected to decode \(expected) but found \(kind(of: index)) instead."
            )
        )
    }

    /// The number does not fit.
    @inline(never)
    func unrepresentable(_ expected: Any.Type, at index: Int) -> DecodingError {
        let number = unsafe String(decoding: text(of: word(index)), as: UTF8.self)
        return .dataCorrupted(
            .init(
                codingPath: path(of: index),
                debugDescription: "Number \(number) is not representable in \(expected)."
            )
        )
    }

    private func kind(of index: Int) -> String {
        switch word(index).kind {
        case TapeWord.Kind.null: "null"
        case TapeWord.Kind.true, TapeWord.Kind.false: "bool"
        case TapeWord.Kind.integer, TapeWord.Kind.decimal: "number"
        case TapeWord.Kind.array: "an array"
        case TapeWord.Kind.object: "a dictionary"
        default: "a string"
        }
    }
}
