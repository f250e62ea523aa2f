/// Writes documents into a slab, as many as fit, and then into another; a large one into a block of its own.
struct SlabWriter {
    /// How large a slab is: what one document that is kept can keep alive.
    static let slabByteCount = 128 * 1024
    static let slabWordCount = slabByteCount / 8

    private let store: BlockStore
    private var slab: FrozenStorage?
    /// How many words of the slab documents have, or had.
    private var used = 0

    init(store: BlockStore) {
        self.store = store
    }

    /// Whether a text of this many bytes makes a document that others lie beside: no more than a quarter of a slab, else it lies alone.
    private static func holds(byteCount: Int) -> Bool { byteCount <= Self.slabByteCount / 4 }

    /// Parses `source`; where that fails, nothing has been taken.
    ///
    /// Mostly the document is written where it stays. One that might need more than half of a slab, and will rarely, is written in
    /// the scratch first, as far from the beginning as it will lie in the slab, and copied.
    mutating func parse(
        _ source: UnsafeBufferPointer<UInt8>,
        in scratch: inout Scratch,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> FrozenJSON {
        guard Self.holds(byteCount: source.count) else {
            return unsafe try parseAlone(source, in: &scratch, options: options)
        }
        let wordCapacity = TapeParser.wordCapacity(for: source.count, maximumDepth: options.maximumDepth)
        guard wordCapacity <= Self.slabWordCount / 2 else {
            return try unsafe parseAndCopy(source, in: &scratch, options: options)
        }
        try unsafe TapeParser.check(source, options: options)
        let slab = slab(with: wordCapacity)
        // Behind all documents of the slab: nobody reads there, and there is room for the largest that the source can make.
        let head = unsafe try TapeParser.write(source, to: slab.room, at: used, options: options)
        used = head.end
        return FrozenJSON(storage: slab, index: head.root)
    }

    @inline(never)
    private func parseAlone(
        _ source: UnsafeBufferPointer<UInt8>,
        in scratch: inout Scratch,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> FrozenJSON {
        try unsafe FrozenJSON(copying: scratch.write(source, options: options), in: store)
    }

    @inline(never)
    private mutating func parseAndCopy(
        _ source: UnsafeBufferPointer<UInt8>,
        in scratch: inout Scratch,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> FrozenJSON {
        // As much tape as text is more than most documents have.
        var place = slab != nil && used + source.count / 4 <= Self.slabWordCount ? used : 0
        var document = unsafe try scratch.write(source, at: place, options: options)
        if unsafe place > 0 && document.head.end > Self.slabWordCount {
            place = 0
            unsafe document = unsafe try scratch.write(source, at: place, options: options)
        }
        let head = unsafe document.head
        guard head.end <= Self.slabWordCount else { return unsafe FrozenJSON(copying: document, in: store) }
        // The place is other than zero only where there is a slab.
        let slab = place == 0 ? emptySlab() : slab!
        // From the document's head to its end: the same words as in the scratch, behind all documents of the slab.
        unsafe (slab.room + place).update(from: document.tape.words + place, count: head.end - place)
        used = head.end
        return FrozenJSON(storage: slab, index: head.root)
    }

    /// The slab with this much room behind `used`.
    @inline(__always)
    private mutating func slab(with wordCapacity: Int) -> FrozenStorage {
        if let slab, used + wordCapacity <= Self.slabWordCount { return slab }
        return emptySlab()
    }

    private mutating func emptySlab() -> FrozenStorage {
        used = 0
        // Only documents refer to it beside this, and new ones come from here or from another one: where there is none now, none will be.
        if isKnownUniquelyReferenced(&slab), let slab { return slab }
        // Before another is taken, in case the documents have just gone.
        slab = nil
        let empty = FrozenStorage.makeSlab(wordCount: Self.slabWordCount, from: store)
        slab = empty
        return empty
    }
}
