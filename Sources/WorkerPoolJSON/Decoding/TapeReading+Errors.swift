// What is wrong with a value, as `JSONDecoder` says it, and where it is.

extension TapeReading {
    /// The keys that lead to the value at `index`, found by going down from the root: so whoever throws nothing keeps no path.
    ///
    /// Costs skipping the children that come before it and that no earlier path went over (`Milestones`).
    func path(of index: Int) -> [any CodingKey] {
        var path = pathToRoot
        var container = root
        while container != index {
            let (child, place) = child(of: container, at: index)
            if word(container).kind == TapeWord.Kind.object {
                let name = string(of: word(child))
                let isData = pathNotes.dictionaries.contains(container)
                path.append(DocumentKey(isData ? name : options.keyDecodingStrategy.converted(name, under: path)))
                container = child + 1
            } else {
                path.append(DocumentKey(place))
                container = child
            }
        }
        return path
    }

    /// The child of a container that `index` is or lies in, a member by its name's word, and how many come before it.
    private func child(of container: Int, at index: Int) -> (child: Int, place: Int) {
        guard word(container).count > Milestones.distance else { return unsafe tape.child(of: container, at: index) }
        let notes = pathNotes
        let known = notes.milestones.last(before: index, in: container)
        return unsafe tape.child(of: container, at: index, from: known) { child, place in
            notes.milestones.pass(child, place: place, in: container)
        }
    }

    /// The value is of another kind, or null, which is told apart except, as by `JSONDecoder`, for a `Bool`.
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
