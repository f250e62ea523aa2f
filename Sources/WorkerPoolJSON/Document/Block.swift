/// Memory that documents are written to: a slab's, or one large document's.
///
/// Whoever has taken it out of a store is the only one to have its address, until it goes back.
@safe struct Block {
    let words: UnsafeMutablePointer<UInt64>
    let wordCount: Int

    var byteCount: Int { 8 * wordCount }

    /// A new one, with nothing in it.
    init(wordCount: Int) {
        unsafe words = .allocate(capacity: wordCount)
        self.wordCount = wordCount
    }

    /// Gives the memory back to the system; nobody refers to the block any more.
    func deallocate() { unsafe words.deallocate() }

    /// How large a block for this many words is: one of four sizes to each power of two, so that blocks fit other documents too, and are
    /// at most a quarter larger than asked for.
    static func wordCount(holding wordCount: Int) -> Int {
        let step = 1 << max(0, Int.bitWidth - (wordCount - 1).leadingZeroBitCount - 3)
        return (wordCount + step - 1) / step * step
    }
}
