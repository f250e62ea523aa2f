extension FrozenJSON {
    /// The value of the member with this name, the last of them; a value that does not exist if there is none or this is no object.
    ///
    /// Names are compared as UTF-8, byte by byte, with what their escapes stand for.
    public subscript(name: String) -> FrozenJSON {
        guard index >= 0, storage.word(index).kind == TapeWord.Kind.object else { return absent }
        // Where the bytes lie, which costs no reference count; those of a bridged string may lie nowhere.
        let found = unsafe name.utf8.withContiguousStorageIfAvailable { unsafe member(named: $0) }
        if let found { return found }
        var name = name
        return name.withUTF8 { unsafe member(named: $0) }
    }

    @inline(__always)
    private func member(named name: UnsafeBufferPointer<UInt8>) -> FrozenJSON {
        unsafe FrozenJSON(storage: storage, index: storage.member(named: name, of: index) ?? ~index)
    }

    /// The element at this position; a value that does not exist if there is none or this is no array.
    ///
    /// Steps over those before it.
    public subscript(position: Int) -> FrozenJSON {
        guard index >= 0, storage.word(index).kind == TapeWord.Kind.array,
            let found = storage.element(position, of: index)
        else { return absent }
        return FrozenJSON(storage: storage, index: found)
    }

    /// The value that does not exist below this one.
    var absent: FrozenJSON { FrozenJSON(storage: storage, index: index < 0 ? index : ~index) }

    /// How many elements an array or members an object has; 0 for everything else.
    public var count: Int {
        guard index >= 0 else { return 0 }
        let word = storage.word(index)
        return word.isContainer ? word.count : 0
    }

    /// An array's elements, in order; none if this is no array.
    public var elements: Elements { Elements(of: self) }

    /// An object's members, in order and with repeated names; none if this is no object.
    public var members: Members { Members(of: self) }

    /// The elements of an array.
    public struct Elements: Sequence, IteratorProtocol, Sendable {
        private let container: FrozenJSON
        private var following: Int
        private let end: Int

        fileprivate init(of array: FrozenJSON) {
            container = array
            (following, end) = array.children(of: TapeWord.Kind.array)
        }

        /// All of them before the first was taken, so that an array of them is allocated once.
        public var underestimatedCount: Int { following == container.index + 1 ? container.count : 0 }

        /// The next element.
        public mutating func next() -> FrozenJSON? {
            guard following < end else { return nil }
            defer { following = container.storage.word(following).next(after: following) }
            return FrozenJSON(storage: container.storage, index: following)
        }
    }

    /// The members of an object.
    public struct Members: Sequence, IteratorProtocol, Sendable {
        private let container: FrozenJSON
        private var following: Int
        private let end: Int

        fileprivate init(of object: FrozenJSON) {
            container = object
            (following, end) = object.children(of: TapeWord.Kind.object)
        }

        /// All of them before the first was taken, so that an array of them is allocated once.
        public var underestimatedCount: Int { following == container.index + 1 ? container.count : 0 }

        /// The next member.
        public mutating func next() -> Member? {
            guard following < end else { return nil }
            let value = following + 1
            defer { following = container.storage.word(value).next(after: value) }
            return Member(value: FrozenJSON(storage: container.storage, index: value))
        }
    }

    /// A name and its value in an object.
    public struct Member: Sendable {
        /// The value.
        public let value: FrozenJSON

        /// The name, unescaped.
        ///
        /// Makes a new `String`, which allocates where it has more than 15 bytes.
        public var name: String { value.storage.string(of: value.storage.word(value.index - 1)) }
    }

    private func children(of kind: UInt64) -> (Int, Int) {
        guard index >= 0 else { return (0, 0) }
        let word = storage.word(index)
        return word.kind == kind ? (index + 1, word.end) : (0, 0)
    }
}
