extension FrozenJSON: Equatable {
    /// Whether two values mean the same: white space, escapes and the order of members do not count, and numbers are compared by
    /// their exact value (`1`, `1.0` and `10e-1` are equal).
    ///
    /// Objects are equal if they have as many members and each name leads to equal values: where a name is repeated, the last. Two values
    /// that do not exist are equal. Members in the same order cost one step each, others a lookup. Recurses as deep as the documents.
    public static func == (left: FrozenJSON, right: FrozenJSON) -> Bool {
        guard left.index >= 0 && right.index >= 0 else { return left.index < 0 && right.index < 0 }
        guard left.storage !== right.storage || left.index != right.index else { return true }
        let one = left.storage.word(left.index)
        let other = right.storage.word(right.index)
        switch one.kind {
        case TapeWord.Kind.null, TapeWord.Kind.false, TapeWord.Kind.true:
            return one.kind == other.kind
        case TapeWord.Kind.integer, TapeWord.Kind.decimal:
            guard other.isNumber else { return false }
            return unsafe ExactNumber(left.storage.text(of: one)) == ExactNumber(right.storage.text(of: other))
        case TapeWord.Kind.string, TapeWord.Kind.escapedString:
            return other.isString && FrozenStorage.isEqual(left.storage, one, right.storage, other)
        case TapeWord.Kind.array:
            return other.kind == one.kind && one.count == other.count && left.elements.elementsEqual(right.elements)
        default:
            return other.kind == one.kind && one.count == other.count && left.hasEqualMembers(right)
        }
    }

    private func hasEqualMembers(_ other: FrozenJSON) -> Bool {
        isEqualInOrder(other) || leadsToEqualValues(other) && other.leadsToEqualValues(self)
    }

    private func isEqualInOrder(_ other: FrozenJSON) -> Bool {
        let end = storage.word(index).end
        var here = index + 1
        var there = other.index + 1
        while here < end {
            guard FrozenStorage.isEqual(storage, storage.word(here), other.storage, other.storage.word(there)),
                FrozenJSON(storage: storage, index: here + 1) == FrozenJSON(storage: other.storage, index: there + 1)
            else { return false }
            here = storage.word(here + 1).next(after: here + 1)
            there = other.storage.word(there + 1).next(after: there + 1)
        }
        return true
    }

    private func leadsToEqualValues(_ other: FrozenJSON) -> Bool {
        members.allSatisfy { member in
            let name = member.name
            let there = other[name]
            return there.exists && self[name] == there
        }
    }
}

extension FrozenStorage {
    /// Whether two strings of two documents have the same text.
    static func isEqual(_ left: FrozenStorage, _ one: TapeWord, _ right: FrozenStorage, _ other: TapeWord) -> Bool {
        if other.kind == TapeWord.Kind.string { return unsafe left.isEqual(one, right.text(of: other)) }
        if one.kind == TapeWord.Kind.string { return unsafe right.isEqual(other, left.text(of: one)) }
        var these = unsafe UnescapedBytes(left.text(of: one))
        var those = unsafe UnescapedBytes(right.text(of: other))
        while let byte = these.next() {
            guard those.next() == byte else { return false }
        }
        return those.next() == nil
    }
}
