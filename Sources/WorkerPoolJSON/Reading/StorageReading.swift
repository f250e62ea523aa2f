/// What `FrozenJSON` reads, of a storage that its caller keeps alive. Every index is that of a word.
extension FrozenStorage {
    @inline(__always) func word(_ index: Int) -> TapeWord { unsafe tape.word(index) }

    /// A scalar's text, as it is written; valid while the storage is.
    @inline(__always) func text(of word: TapeWord) -> UnsafeBufferPointer<UInt8> { unsafe tape.text(of: word) }

    /// A string's text, without its escapes.
    @inline(__always) func string(of word: TapeWord) -> String { unsafe tape.string(of: word) }

    /// Whether a string's text, without its escapes, is these bytes of UTF-8.
    @inline(__always) func isEqual(_ string: TapeWord, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe tape.isEqual(string, other)
    }

    /// The index of the value of the last member with this name, or `nil`; `object` is an object's index.
    @inline(__always)
    func member(named name: UnsafeBufferPointer<UInt8>, of object: Int) -> Int? {
        let end = word(object).end
        var index = object + 1
        var found: Int?
        while index < end {
            let nameWord = word(index)
            if unsafe isEqual(nameWord, name) { found = index + 1 }
            index = word(index + 1).next(after: index + 1)
        }
        return found
    }

    /// The index of an array's element, or `nil` where it has none; `array` is an array's index.
    @inline(__always)
    func element(_ position: Int, of array: Int) -> Int? {
        let container = word(array)
        guard position >= 0 && position < container.count else { return nil }
        var index = array + 1
        for _ in 0..<position { index = word(index).next(after: index) }
        return index
    }

    /// A number without fraction and exponent as an integer, or `nil` if it is not one or does not fit.
    @inline(__always)
    func integer<Integer: FixedWidthInteger>(of word: TapeWord, as type: Integer.Type = Integer.self) -> Integer? {
        guard word.kind == TapeWord.Kind.integer else { return nil }
        return unsafe IntegerText.parse(text(of: word))
    }

    /// A number as the nearest double.
    func double(of word: TapeWord) -> Double? {
        guard word.isNumber else { return nil }
        let text = unsafe text(of: word)
        return unsafe DecimalParts(text).double(of: text)
    }
}
