/// The memory that parses of one thread reuse where the document is not written where it stays.
///
/// It grows to what its largest document needs and is freed with its owner.
@safe struct Scratch: ~Copyable {
    private var words: UnsafeMutablePointer<UInt64>
    private var wordCapacity = 0

    init() {
        unsafe words = .allocate(capacity: 0)
    }

    deinit {
        unsafe words.deallocate()
    }

    /// Parses `source`, and answers the document where it lies, `place` words from the memory's beginning: valid
    /// until the next parse.
    mutating func write(
        _ source: UnsafeBufferPointer<UInt8>,
        at place: Int = 0,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> UnsafeDocument {
        try unsafe TapeParser.check(source, options: options)
        reserve(place + TapeParser.wordCapacity(for: source.count, maximumDepth: options.maximumDepth))
        let head = unsafe try TapeParser.write(source, to: words, at: place, options: options)
        return unsafe UnsafeDocument(tape: UnsafeTape(words: words), head: head)
    }

    private mutating func reserve(_ wordCount: Int) {
        guard wordCount > wordCapacity else { return }
        unsafe words.deallocate()
        wordCapacity = max(2 * wordCapacity, wordCount)
        unsafe words = .allocate(capacity: wordCapacity)
    }
}
