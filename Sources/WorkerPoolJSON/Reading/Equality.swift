extension FrozenJSON: Equatable {
    /// Whether two values mean the same: white space, escapes and the order of members do not count, and numbers are compared by
    /// their exact value (`1`, `1.0` and `10e-1` are equal).
    ///
    /// Objects are equal if they have as many members and each name leads to equal values: where a name is repeated, the last. Two values
    /// that do not exist are equal.
    ///
    /// Costs one pass where members are in the same order, else a sort of each object's names. Needs little stack, however deep the documents
    /// are.
    public static func == (left: FrozenJSON, right: FrozenJSON) -> Bool {
        guard left.index >= 0 && right.index >= 0 else { return left.index < 0 && right.index < 0 }
        guard left.storage !== right.storage || left.index != right.index else { return true }
        var comparison = Comparison(left.storage, right.storage)
        return comparison.isEqual(left.index, right.index)
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
