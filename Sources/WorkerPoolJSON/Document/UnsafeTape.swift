/// The words of documents in memory that somebody else keeps, and how they are read.
///
/// Every index is that of a word.
@unsafe struct UnsafeTape {
    /// Where indices are counted from.
    let words: UnsafePointer<UInt64>

    @inline(__always) init(words: UnsafeMutablePointer<UInt64>) { unsafe self.words = UnsafePointer(words) }

    /// Where the bytes of texts are counted from.
    @inline(__always) var bytes: UnsafePointer<UInt8> { unsafe words.bytes }

    @inline(__always) func word(_ index: Int) -> TapeWord { unsafe TapeWord(bits: words[index]) }

    /// A scalar's text, as it is written.
    @inline(__always) func text(of word: TapeWord) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: bytes + word.start, count: word.length)
    }

    /// A string's text, without its escapes.
    @inline(__always) func string(of word: TapeWord) -> String {
        word.kind == TapeWord.Kind.string
            ? unsafe String(checked: text(of: word)) : unsafe Unescaping.string(text(of: word))
    }

    /// Whether a string's text, without its escapes, is these bytes of UTF-8.
    @inline(__always) func isEqual(_ string: TapeWord, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        if string.kind == TapeWord.Kind.string {
            return unsafe string.length == other.count && ByteComparison.isEqual(bytes + string.start, other)
        }
        // An escape is never shorter than what it stands for.
        return unsafe string.length > other.count && Unescaping.isEqual(text(of: string), other)
    }

    /// The child of a container that `index` is or lies in, a member by its name's word, and how many children come before it.
    ///
    /// Looks from `first` on, which does not come after it, and calls `pass` with each child that it goes on to.
    func child(
        of container: Int,
        at index: Int,
        from first: (child: Int, place: Int)? = nil,
        passing pass: (_ child: Int, _ place: Int) -> Void = { _, _ in }
    ) -> (child: Int, place: Int) {
        let toValue = unsafe word(container).kind == TapeWord.Kind.object ? 1 : 0
        var (child, place) = first ?? (container + 1, 0)
        while true {
            let next = unsafe word(child + toValue).next(after: child + toValue)
            if index < next { return (child, place) }
            child = next
            place += 1
            pass(child, place)
        }
    }
}

extension UnsafePointer<UInt64> {
    /// The same memory, byte by byte.
    @inline(__always) var bytes: UnsafePointer<UInt8> {
        unsafe UnsafeRawPointer(self).assumingMemoryBound(to: UInt8.self)
    }
}
