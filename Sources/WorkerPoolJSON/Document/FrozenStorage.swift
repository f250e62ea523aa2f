/// Memory that frozen documents lie in: one document alone, or a slab's many, one behind the other.
///
/// ```text
/// | head | text, zero bytes | tape ... | head | text, zero bytes | tape ... | room
/// ```
///
/// Everything in it is counted from its beginning: a value's index in words, a text's start in bytes. So a value is the storage and
/// an index, wherever its document lies.
///
/// A document's words are written before anyone else sees it, and not again while this object lives: that makes `FrozenJSON`
/// `Sendable`. The workspace that goes on writing to a slab writes behind all that it has handed out, or, where nobody else refers to
/// the slab, from its beginning (`SlabWriter`).
final class FrozenStorage: ManagedBuffer<FrozenStorage.Memory, UInt64> {
    /// Where the words are.
    @safe struct Memory {  // an address, used only while this object is there to be asked for it
        let words: UnsafeMutablePointer<UInt64>
        /// Where they go when this object ends, if they are a block's; else they lie behind it, in the same allocation.
        var loan: Loan?
        /// Whether documents lie beside each other.
        var isSlab = false
    }

    /// A block, and the store that it came from.
    struct Loan {
        let block: Block
        let store: BlockStore
    }

    /// Room for the words of one document, with nothing in it.
    static func make(wordCount: Int) -> FrozenStorage {
        let made = FrozenStorage.create(minimumCapacity: wordCount) { buffer in
            // The elements stay where they are as long as the object does, which is as long as anyone asks for them.
            unsafe Memory(words: buffer.withUnsafeMutablePointerToElements { unsafe $0 })
        }
        // What `create` makes is of the class that it is called on.
        return unsafe unsafeDowncast(made, to: FrozenStorage.self)
    }

    /// A slab with nothing in it.
    static func makeSlab(wordCount: Int, from store: BlockStore) -> FrozenStorage {
        make(in: store.take(wordCount: wordCount), of: store, isSlab: true)
    }

    /// Memory in a block, which goes back to the store with the last reference.
    private static func make(in block: Block, of store: BlockStore, isSlab: Bool) -> FrozenStorage {
        let made = FrozenStorage.create(minimumCapacity: 0) { _ in
            unsafe Memory(words: block.words, loan: Loan(block: block, store: store), isSlab: isSlab)
        }
        // As above.
        return unsafe unsafeDowncast(made, to: FrozenStorage.self)
    }

    deinit {
        // Nobody refers to a document in it any more, and the reference count orders what they read before this.
        if let loan = memory.loan { loan.store.take(back: loan.block) }
    }

    /// A copy of the words of one document that was written from the beginning of its memory: as large as it needs, or in a block of
    /// a store.
    static func copy(of document: UnsafeDocument, in store: BlockStore? = nil) -> FrozenStorage {
        let wordCount = unsafe document.head.end
        let storage =
            if let store {
                make(in: store.take(wordCount: wordCount), of: store, isSlab: false)
            } else {
                make(wordCount: wordCount)
            }
        // Both are as long as that; what is copied may include bytes between text and tape that nobody wrote, and nobody reads.
        unsafe storage.room.update(from: document.tape.words, count: wordCount)
        return storage
    }

    /// Whether a document lies here alone, and none will lie beside it.
    var isAlone: Bool { !memory.isSlab }

    /// By its address, since `header` would be checked for overlapping access at run time; nobody changes it.
    @inline(__always) private var memory: Memory { unsafe withUnsafeMutablePointerToHeader { unsafe $0.pointee } }

    /// Where its maker writes; valid while the storage is.
    @inline(__always) var room: UnsafeMutablePointer<UInt64> { unsafe memory.words }

    /// What is written there; valid while the storage is: callers keep it alive over their use.
    @inline(__always) var tape: UnsafeTape { unsafe UnsafeTape(words: memory.words) }

    /// The index of the root of the document that a value is in: goes over the documents before it.
    ///
    /// They were all written before this one, whose value the caller has, so that nobody writes what is read here.
    func root(above index: Int) -> Int {
        var head = unsafe DocumentHead(bits: tape.words[0])
        while head.end <= index { head = unsafe DocumentHead(bits: tape.words[head.end]) }
        return head.root
    }
}
