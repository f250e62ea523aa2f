/// The memory that parses of one thread reuse: the bytes with their padding, and room for the tape.
///
/// It grows to what its largest document needs and is freed with its owner.
@safe struct Scratch: ~Copyable {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var byteCapacity = 0
    private var tape: UnsafeMutablePointer<UInt64>
    private var wordCapacity = 0

    init() {
        unsafe bytes = .allocate(capacity: 0)
        unsafe tape = .allocate(capacity: 0)
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe tape.deallocate()
    }

    /// Parses `source`, and freezes the result.
    mutating func parse(
        _ source: UnsafeBufferPointer<UInt8>,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> FrozenStorage {
        let tape = unsafe try write(source, options: options)
        return unsafe FrozenStorage.make(words: tape.words, bytes: source)
    }

    /// Parses `source`, and answers its tape and its bytes where they lie: valid until the next parse.
    mutating func write(
        _ source: UnsafeBufferPointer<UInt8>,
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> UnsafeTape {
        let count = source.count
        guard count <= min(options.maximumSize, TapeWord.maximumLength) else {
            throw unsafe FrozenJSON.ParseError(
                .lessSize,
                at: min(options.maximumSize, TapeWord.maximumLength),
                in: source
            )
        }
        reserve(byteCount: count, wordCount: TapeParser.wordCapacity(for: count, maximumDepth: options.maximumDepth))
        if let start = source.baseAddress { unsafe bytes.update(from: start, count: count) }
        unsafe (bytes + count).update(repeating: 0, count: TapeParser.padding)

        let parser = unsafe TapeParser(base: bytes, tape: tape, maximumDepth: options.maximumDepth)
        switch parser.parse(byteCount: count) {
        case .parsed(let wordCount):
            return unsafe UnsafeTape(
                words: UnsafeBufferPointer(start: tape, count: wordCount),
                bytes: UnsafeBufferPointer(start: bytes, count: count)
            )
        case .failed(let expectation, let offset):
            throw unsafe FrozenJSON.ParseError(expectation, at: offset, in: source)
        }
    }

    private mutating func reserve(byteCount: Int, wordCount: Int) {
        if byteCount + TapeParser.padding > byteCapacity {
            unsafe bytes.deallocate()
            byteCapacity = max(2 * byteCapacity, byteCount + TapeParser.padding)
            unsafe bytes = .allocate(capacity: byteCapacity)
        }
        if wordCount > wordCapacity {
            unsafe tape.deallocate()
            wordCapacity = max(2 * wordCapacity, wordCount)
            unsafe tape = .allocate(capacity: wordCapacity)
        }
    }
}

/// A document's tape and bytes in memory that somebody else keeps.
@unsafe struct UnsafeTape {
    let words: UnsafeBufferPointer<UInt64>
    let bytes: UnsafeBufferPointer<UInt8>
}
