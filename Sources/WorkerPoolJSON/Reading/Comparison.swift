/// Compares two values by what they mean, in time that grows with their size and no faster than the sorting of their names.
///
/// It does not recurse, so that any depth is safe.
struct Comparison {
    /// Words to be compared one to one: as many of the one tape as of the other.
    private struct Stretch {
        var one: Int
        let end: Int
        var other: Int
    }

    private let left: FrozenStorage
    private let right: FrozenStorage
    private var stretches: [Stretch] = []

    init(_ left: FrozenStorage, _ right: FrozenStorage) {
        self.left = left
        self.right = right
    }

    /// Whether the value at `one` equals the one at `other`.
    ///
    /// Most equal values have their members in the same order: then one pass over both tapes is all. Otherwise their order may differ, or
    /// only what a repeated name hides: then each object's names are sorted. So no value is looked at more than twice.
    mutating func isEqual(_ one: Int, _ other: Int) -> Bool {
        isEqualInOrder(one, other) || isEqualInAnyOrder(one, other)
    }

    /// Whether the tapes agree word by word, names and values.
    ///
    /// As long as they do, both are at the same place in the same structure, since counts of children are compared too: neither ends
    /// before the other.
    private func isEqualInOrder(_ one: Int, _ other: Int) -> Bool {
        let distance = other - one
        return (one..<left.word(one).next(after: one)).allSatisfy { isAlike($0, $0 + distance) }
    }

    private mutating func isEqualInAnyOrder(_ one: Int, _ other: Int) -> Bool {
        add(one, other)
        while let stretch = stretches.popLast() {
            guard isEqual(stretch) else { return false }
        }
        return true
    }

    /// Whether all is equal up to the first object, whose members, and what comes after it, become stretches of their own.
    private mutating func isEqual(_ stretch: Stretch) -> Bool {
        var (one, other) = (stretch.one, stretch.other)
        while one < stretch.end {
            guard isAlike(one, other) else { return false }
            let word = left.word(one)
            if word.kind == TapeWord.Kind.object {
                stretches.append(Stretch(one: word.end, end: stretch.end, other: right.word(other).end))
                return addMembers(one, other)
            }
            one += 1
            other += 1
        }
        return true
    }

    private mutating func add(_ one: Int, _ other: Int) {
        stretches.append(Stretch(one: one, end: left.word(one).next(after: one), other: other))
    }

    /// Has the values of two objects compared; `false` if they do not have the same names.
    private mutating func addMembers(_ one: Int, _ other: Int) -> Bool {
        let these = left.distinctNames(of: one)
        let those = right.distinctNames(of: other)
        guard these.count == those.count else { return false }
        for (this, that) in zip(these, those) {
            guard FrozenStorage.isEqual(left, left.word(this), right, right.word(that)) else { return false }
            add(this + 1, that + 1)
        }
        return true
    }

    /// Whether two words mean the same; two containers, if they are of a kind and have as many children.
    @inline(__always)
    private func isAlike(_ one: Int, _ other: Int) -> Bool {
        let word = left.word(one)
        let opposite = right.word(other)
        switch word.kind {
        case TapeWord.Kind.null, TapeWord.Kind.false, TapeWord.Kind.true:
            return word.kind == opposite.kind
        case TapeWord.Kind.integer, TapeWord.Kind.decimal:
            return unsafe opposite.isNumber && ExactNumber(left.text(of: word)) == ExactNumber(right.text(of: opposite))
        case TapeWord.Kind.string, TapeWord.Kind.escapedString:
            return opposite.isString && FrozenStorage.isEqual(left, word, right, opposite)
        default:
            return word.kind == opposite.kind && word.count == opposite.count
        }
    }
}

extension FrozenStorage {
    /// The indices of an object's names, in the order of their text; of a repeated one the last.
    fileprivate func distinctNames(of object: Int) -> [Int] {
        let end = word(object).end
        var names: [Int] = []
        names.reserveCapacity(word(object).count)
        var index = object + 1
        while index < end {
            names.append(index)
            index = word(index + 1).next(after: index + 1)
        }
        names.sort { self.precedes($0, $1) }
        var distinct: [Int] = []
        distinct.reserveCapacity(names.count)
        for name in names {
            if let last = distinct.last, FrozenStorage.isEqual(self, word(last), self, word(name)) {
                distinct.removeLast()
            }
            distinct.append(name)
        }
        return distinct
    }

    /// Whether a name comes before another one, byte by byte of what they stand for; of two with the same text the one that stands first.
    private func precedes(_ one: Int, _ other: Int) -> Bool {
        // Text without escapes reads as it is.
        var these = unsafe UnescapedBytes(text(of: word(one)))
        var those = unsafe UnescapedBytes(text(of: word(other)))
        while let byte = these.next() {
            guard let opposite = those.next() else { return false }
            if byte != opposite { return byte < opposite }
        }
        return those.next() != nil || one < other
    }
}
