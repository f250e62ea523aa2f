// One document while it is decoded into a user's types.

/// A document's tape and text with the options of this decoding: what all its containers share.
///
/// A decoder or container that a user's `init(from:)` lets escape stays valid: the tape is a frozen document's, which this object
/// keeps alive, or becomes one when the decoding ends and this object is still shared.
@safe final class TapeReading {
    let options: FrozenJSON.DecodingOptions
    /// The keys that lead to the decoding's root: none, but for the decoder of a superclass that is not there.
    let pathToRoot: [any CodingKey]
    /// The word of the decoding's root.
    private(set) var root: Int
    let forms = TypeForms()
    let isSnakeCase: Bool
    /// The objects that became dictionaries where a strategy converts names: theirs were not.
    var dictionaries: [Int] = []

    /// Of the objects that are being decoded, by how many are around each: of two at the same depth the one that was asked last.
    ///
    /// Memory of this object's own: an array in a property would be checked for overlapping access at run time, at a seventh of the
    /// decoding of a tweet.
    private var lookups: UnsafeMutablePointer<MemberLookup>
    private var lookupCount = 0

    /// Keeps what the pointers below point into, unless that is borrowed.
    private var storage: FrozenStorage?
    private var tape: UnsafeTape
    private var words: UnsafePointer<UInt64>
    private var bytes: UnsafePointer<UInt8>

    /// Of the value at `root` of a frozen document.
    convenience init(
        _ storage: FrozenStorage,
        root: Int,
        options: FrozenJSON.DecodingOptions,
        pathToRoot: [any CodingKey] = []
    ) {
        let end = storage.word(root).next(after: root)
        let tape = unsafe UnsafeTape(words: storage.words, root: root, end: end)
        unsafe self.init(borrowing: tape, options: options, pathToRoot: pathToRoot)
        self.storage = storage
    }

    /// Of a document in memory that its owner keeps until this object is gone or has been told to `keep` it.
    init(
        borrowing tape: UnsafeTape,
        options: FrozenJSON.DecodingOptions,
        pathToRoot: [any CodingKey] = []
    ) {
        unsafe root = tape.root
        self.options = options
        self.pathToRoot = pathToRoot
        isSnakeCase = if case .convertFromSnakeCase = options.keyDecodingStrategy { true } else { false }
        unsafe lookups = .allocate(capacity: 0)
        unsafe self.tape = unsafe tape
        unsafe words = tape.words
        unsafe bytes = tape.bytes
    }

    deinit {
        unsafe lookups.deinitialize(count: lookupCount)
        unsafe lookups.deallocate()
    }

    /// Goes on to another document, in memory that its owner keeps until this object is gone, goes on again, or has been told to `keep`.
    func read(borrowing tape: UnsafeTape) {
        storage = nil
        unsafe self.tape = unsafe tape
        unsafe root = tape.root
        unsafe words = tape.words
        unsafe bytes = tape.bytes
        dictionaries.removeAll()
        for depth in 0..<lookupCount { unsafe lookups[depth] = .none }
    }

    /// Makes the document its own.
    func keep() {
        guard storage == nil else { return }
        let storage = unsafe FrozenStorage.copy(of: tape)
        unsafe words = unsafe storage.words
        unsafe bytes = unsafe storage.bytes
        self.storage = storage
    }

    @inline(__always)
    func word(_ index: Int) -> TapeWord { unsafe TapeWord(bits: words[index]) }

    @inline(__always)
    func text(of word: TapeWord) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: bytes + word.start, count: word.length)
    }

    /// A string's text, without its escapes.
    @inline(__always)
    func string(of word: TapeWord) -> String {
        word.kind == TapeWord.Kind.string
            ? unsafe String(checked: text(of: word)) : unsafe Unescaping.string(text(of: word))
    }

    /// Whether a member's name is this one, byte for byte, or is converted to it.
    @inline(never)
    func isName(_ word: TapeWord, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if isSnakeCase { return unsafe isConverted(word, name) }
        guard word.kind == TapeWord.Kind.string else { return unsafe Unescaping.isEqual(text(of: word), name) }
        return unsafe word.length == name.count && StorageText.isEqual(bytes + word.start, name)
    }

    @inline(never)
    private func isConverted(_ word: TapeWord, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = unsafe text(of: word)
        guard unsafe word.kind == TapeWord.Kind.string && CheckedText.isASCII(text) else {
            return unsafe SnakeCase.camelCase(string(of: word)) == String(decoding: name, as: UTF8.self)
        }
        return unsafe SnakeCase.isConverted(text, name)
    }

    // MARK: Members

    /// The word of the value that `name` names in an object at this depth.
    @inline(__always)
    func member(named name: String, of object: Int, depth: Int) -> Int? {
        unsafe lookup(of: object, depth: depth).pointee.value(named: name, in: self)
    }

    /// All names of an object, converted, each once, in the document's order.
    func names(of object: Int, depth: Int) -> [String] {
        unsafe lookup(of: object, depth: depth).pointee.names(in: self)
    }

    /// The place of an object's lookups: valid until there are deeper ones, and so for one call.
    @inline(__always)
    private func lookup(of object: Int, depth: Int) -> UnsafeMutablePointer<MemberLookup> {
        if unsafe depth >= lookupCount || lookups[depth].object != object { beginLookups(of: object, depth: depth) }
        return unsafe lookups + depth
    }

    @inline(never)
    private func beginLookups(of object: Int, depth: Int) {
        if depth >= lookupCount {
            let count = 2 * depth + 4
            let roomier = UnsafeMutablePointer<MemberLookup>.allocate(capacity: count)
            unsafe roomier.moveInitialize(from: lookups, count: lookupCount)
            unsafe (roomier + lookupCount).initialize(repeating: .none, count: count - lookupCount)
            unsafe lookups.deallocate()
            unsafe lookups = unsafe roomier
            lookupCount = count
        }
        // A user's strategy for keys may run in here, so the place is found after it.
        let lookup = MemberLookup(self, object: object)
        unsafe lookups[depth] = lookup
    }
}
