/// Where a byte stands in a text, for people.
///
/// Eight bytes at a time: whoever is sent broken documents should not pay more for the place of an error than for the parse up to it.
struct TextPosition {
    /// Counted from 1: one more than the line feeds before it.
    let line: Int
    /// Counted from 1, in Unicode scalars.
    let column: Int

    init(of offset: Int, in source: UnsafeBufferPointer<UInt8>) {
        var line = 1
        var lineStart = 0
        unsafe Self.forEachPart(of: source, 0..<offset) { word, index in
            let feeds = EightBytes.allLineFeeds(word)
            guard feeds != 0 else { return }
            line += feeds.nonzeroBitCount
            lineStart = index + 8 - (feeds.leadingZeroBitCount >> 3)
        }
        self.line = line

        var continuations = 0
        // Each byte of `lanes` counts for its place in the words; it has room for 255. (Counting the bits of each word takes
        // twelve instructions where the processor may not be asked to.)
        var lanes: UInt64 = 0
        var room = 255
        unsafe Self.forEachPart(of: source, lineStart..<offset) { word, _ in
            lanes &+= EightBytes.allContinuations(word) >> 7
            room -= 1
            guard room == 0 else { return }
            continuations += EightBytes.sum(lanes)
            lanes = 0
            room = 255
        }
        column = 1 + offset - lineStart - continuations - EightBytes.sum(lanes)
    }

    /// Calls `body` with eight bytes at a time, and with what is left one by one, the rest of the word being zero.
    @inline(__always) private static func forEachPart(
        of text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ body: (_ word: UInt64, _ index: Int) -> Void
    ) {
        guard let start = text.baseAddress else { return }
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            body(unsafe EightBytes.load(start + index), index)
            index += 8
        }
        while index < range.upperBound {
            body(UInt64(unsafe start[index]), index)
            index += 1
        }
    }
}
