/// Memory that frozen documents lie in: one document alone, or a slab's many, one behind the other.
///
/// ```text
/// | head | text, zero bytes | tape ... | head | text, zero bytes | tape ... | room
/// ```
///
/// Everything in it is counted from its beginning: a value's index in words, a text's start in bytes. So a value is the storage and
/// an index, wherever its document lies.
///
/// A document's words are written before anyone else sees it, and not again while this object lives: on that `FrozenJSON` is
/// `Sendable`. The workspace that goes on writing to a slab writes behind all that it has handed out, or, where nobody else refers to
/// the slab, from its beginning (`SlabWriter`).
final class FrozenStorage: ManagedBuffer<FrozenStorage.Memory, UInt64> {
    /// Where the words are.
    @safe struct Memory {  // an address, which is used only where this object is there to be asked for it
        let words: UnsafeMutablePointer<UInt64>
        /// Whose they are, where they are a slab's; one document's lie behind this object, in the same allocation.
        let store: SlabStore?
    }

    /// Room for the words of one document, with nothing in it.
    static func make(wordCount: Int) -> FrozenStorage {
        let made = FrozenStorage.create(minimumCapacity: wordCount) { buffer in
            // The elements stay where they are as long as the object does, which is as long as anyone asks for them.
            unsafe Memory(words: buffer.withUnsafeMutablePointerToElements { unsafe $0 }, store: nil)
        }
        // What `create` makes is of the class that it is called on.
        return unsafe unsafeDowncast(made, to: FrozenStorage.self)
    }

    /// A slab with nothing in it, whose memory goes back to the store with the last reference.
    static func makeSlab(from store: SlabStore) -> FrozenStorage {
        let made = FrozenStorage.create(minimumCapacity: 0) { _ in unsafe Memory(words: store.take(), store: store) }
        // As above.
        return unsafe unsafeDowncast(made, to: FrozenStorage.self)
    }

    deinit {
        // Nobody refers to a document in it any more, and the reference count orders what they read before this.
        if let store = memory.store { unsafe store.take(back: memory.words) }
    }

    /// A copy of the words of one document that was written from the beginning of its memory: the one allocation.
    static func copy(of tape: UnsafeTape) -> FrozenStorage {
        let storage = unsafe make(wordCount: tape.end)
        // Both are as long as that; among what is copied may be bytes that nobody wrote, between text and tape, and nobody reads.
        unsafe storage.room.update(from: tape.words, count: tape.end)
        return storage
    }

    /// Whether one document lies here, and none will beside it.
    var isAlone: Bool { memory.store == nil }

    /// By its address, since `header` would be checked for overlapping access at run time; nobody changes it.
    @inline(__always) private var memory: Memory { unsafe withUnsafeMutablePointerToHeader { unsafe $0.pointee } }

    /// Where its maker writes; valid while the storage is.
    @inline(__always) var room: UnsafeMutablePointer<UInt64> { unsafe memory.words }

    /// Where the words are counted from; valid while the storage is: callers keep it alive over their use.
    @inline(__always) var words: UnsafePointer<UInt64> { unsafe UnsafePointer(memory.words) }

    /// Where the bytes of texts are counted from; valid as `words` is.
    @inline(__always) var bytes: UnsafePointer<UInt8> { unsafe words.bytes }

    @inline(__always) func word(_ index: Int) -> TapeWord { unsafe TapeWord(bits: words[index]) }

    /// The text of a scalar's word; valid while the storage is.
    @inline(__always) func text(of word: TapeWord) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: bytes + word.start, count: word.length)
    }

    /// The index of the root of the document that a value is in: goes over the documents before it.
    ///
    /// They were all written before this one, whose value the caller has, so that nobody writes what is read here.
    func root(above index: Int) -> Int {
        var head = unsafe DocumentHead(bits: words[0])
        while head.end <= index { head = unsafe DocumentHead(bits: words[head.end]) }
        return head.root
    }
}

extension UnsafePointer<UInt64> {
    /// The same memory, byte by byte.
    @inline(__always) var bytes: UnsafePointer<UInt8> {
        unsafe UnsafeRawPointer(self).assumingMemoryBound(to: UInt8.self)
    }
}
