/// Writes documents into a slab, as many as fit, and then into another.
struct SlabWriter {
    private let store: SlabStore
    private var slab: FrozenStorage?
    /// How many words of the slab documents have, or had.
    private var used = 0

    init(store: SlabStore) {
        self.store = store
    }

    /// Whether a document with this much room takes no more than half of a slab: else it lies alone.
    static func holds(_ wordCapacity: Int) -> Bool { wordCapacity <= SlabStore.slabWordCount / 2 }

    /// Parses `source` where its document stays; where that fails, nothing has been taken.
    mutating func parse(
        _ source: UnsafeBufferPointer<UInt8>,
        wordCapacity: Int,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> FrozenJSON {
        let slab = slab(with: wordCapacity)
        // Behind all documents of the slab: nobody reads there, and there is room for the largest that the source can make.
        let head = unsafe try TapeParser.write(source, to: slab.room, at: used, options: options)
        used = head.end
        return FrozenJSON(storage: slab, index: head.root)
    }

    /// The slab with this much room behind `used`.
    @inline(__always)
    private mutating func slab(with wordCapacity: Int) -> FrozenStorage {
        if let slab, used + wordCapacity <= SlabStore.slabWordCount { return slab }
        return emptySlab()
    }

    private mutating func emptySlab() -> FrozenStorage {
        used = 0
        // Only documents refer to it beside this, and new ones come from here or from another one: where there is none now, none will be.
        if isKnownUniquelyReferenced(&slab), let slab { return slab }
        // Before another is taken, in case the documents have just gone.
        slab = nil
        let empty = FrozenStorage.makeSlab(from: store)
        slab = empty
        return empty
    }
}
