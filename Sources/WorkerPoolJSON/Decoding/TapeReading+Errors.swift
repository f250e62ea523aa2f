// What is wrong with a value, as `JSONDecoder` says it, and where it is.

extension TapeReading {
    /// The keys that lead to the value at `index`, found by going down from the root, or from where the last path went another way: so
    /// whoever throws nothing keeps no path.
    ///
    /// Costs skipping the children that come before it and that no earlier path went over (`Milestones`).
    func path(of index: Int) -> [any CodingKey] {
        let notes = pathNotes
        if notes.trail.index == index { return notes.trail.path }
        // Taken away meanwhile: a user's strategy for keys may run below, and ask for paths.
        var trail = PathTrail()
        swap(&trail, &notes.trail)
        if trail.index < 0 { trail.begin(with: pathToRoot) }
        let common = trail.steps(towards: index, in: self)
        var neighbour = common < trail.steps.count ? trail.steps[common] : nil
        trail.goBack(to: common)
        var container = trail.steps.last?.value ?? root
        while container != index {
            let step = step(of: container, towards: index, near: neighbour)
            neighbour = nil
            trail.go(step, by: key(of: step, under: trail.path))
            container = step.value
        }
        trail.arrive(at: index)
        notes.trail = trail
        return trail.path
    }

    private func key(of step: PathTrail.Step, under path: [any CodingKey]) -> DocumentKey {
        guard word(step.container).kind == TapeWord.Kind.object else { return DocumentKey(step.place) }
        let name = string(of: word(step.child))
        let isData = pathNotes.dictionaries.contains(step.container)
        return DocumentKey(
            isData ? name : options.keyDecodingStrategy.converted(name, under: path)
        )
    }

    /// The child of a container that `index` is or lies in; `neighbour` is one that an earlier path led to.
    private func step(of container: Int, towards index: Int, near neighbour: PathTrail.Step?) -> PathTrail.Step {
        let notes = pathNotes
        var first = (child: container + 1, place: 0)
        let isLarge = word(container).count > Milestones.distance
        if isLarge { first = notes.milestones.last(before: index, in: container) }
        if let neighbour, first.child < neighbour.child, neighbour.child <= index {
            first = (neighbour.child, neighbour.place)
        }
        let (child, place) = unsafe tape.child(of: container, at: index, from: first) { child, place in
            if isLarge { notes.milestones.pass(child, place: place, in: container) }
        }
        let value = word(container).kind == TapeWord.Kind.object ? child + 1 : child
        return PathTrail.Step(container: container, child: child, place: place, value: value)
    }

    /// The value is of another kind, or null, which is told apart except, as by `JSONDecoder`, for a `Bool`.
    @inline(never)
    func mismatch(_ expected: Any.Type, at index: Int) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: path(of: index),
            debugDescription: complaints.complaint(about: word(index), in: expected)
        )
        let isMissing = isNull(index) && expected != Bool.self
        return isMissing ? .valueNotFound(expected, context) : .typeMismatch(expected, context)
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

    /// What the `init(from:)` of a type threw: for one of Foundation's that looked for another form than there is, with what to do.
    @inline(never)
    func advised(_ error: any Error, about type: Any.Type, at index: Int) -> any Error {
        guard let sentence = advice.sentence(about: type, from: word(index)),
            case .typeMismatch(let expected, let context)? = error as? DecodingError
        else { return error }
        return DecodingError.typeMismatch(
            expected,
            .init(
                codingPath: context.codingPath,
                debugDescription: "\(context.debugDescription) \(sentence)",
                underlyingError: context.underlyingError
            )
        )
    }
}
