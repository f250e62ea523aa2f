extension FrozenJSON {
    /// This value in memory of its own, as large as it needs: what to keep of a document when the rest is dropped.
    ///
    /// A value keeps its whole document alive, and with it, where it was parsed in a workspace that shares memory, the documents beside
    /// it: see `Workspace`. The copy keeps nothing else. It is the root of its own document, so that errors name places from it.
    ///
    /// Costs one allocation and a copy; a document that lies alone already is returned as it is.
    public func detached() -> FrozenJSON {
        guard index >= 0 else {
            let (storage, index) = FrozenStorage.null()
            return FrozenJSON(storage: storage, index: ~index)
        }
        if storage.isAlone && storage.root(above: index) == index { return self }
        let (copy, root) = storage.copy(of: index)
        return FrozenJSON(storage: copy, index: root)
    }
}

extension FrozenStorage {
    /// A document that is nothing but null, and the index of its root.
    static func null() -> (FrozenStorage, Int) {
        let storage = make(wordCount: 2)
        // Two words were asked for.
        unsafe storage.room[0] = DocumentHead(root: 1, end: 2).bits
        unsafe storage.room[1] = TapeWord(TapeWord.Kind.null, start: 0, length: 0).bits
        return (storage, 1)
    }

    /// A value and all below it as a document of its own, and the index of its root.
    fileprivate func copy(of value: Int) -> (FrozenStorage, Int) {
        let end = word(value).next(after: value)
        // A text belongs to a scalar, and scalars come in the order of their texts.
        let scalars = (value..<end).lazy.map { self.word($0) }.filter { !$0.isContainer }
        let start = scalars.first?.start ?? 0
        let byteCount = scalars.last.map { $0.start + $0.length - start } ?? 0

        let root = 1 + (byteCount + 7) / 8
        let copy = FrozenStorage.make(wordCount: root + end - value)
        let words = unsafe copy.room
        // In the room that was asked for: the head, the text in the words before the root, then as many words as the value has.
        unsafe words[0] = DocumentHead(root: root, end: root + end - value).bits
        unsafe UnsafeMutableRawPointer(words + 1).copyMemory(from: tape.bytes + start, byteCount: byteCount)
        for index in value..<end {
            let word = word(index)
            let shift = word.isContainer ? root - value : 8 - start
            let moved = TapeWord(word.kind, start: word.start + shift, length: word.length)
            unsafe words[root + index - value] = moved.bits
        }
        return (copy, root)
    }
}
