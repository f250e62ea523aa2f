// One document while it is decoded into a user's types.

/// A document's tape and text with the options of this decoding: what all its containers share.
///
/// A decoder or container that a user's `init(from:)` lets escape stays valid: the tape is a frozen document's, which this object
/// keeps alive, or becomes one when the decoding ends and this object is still shared.
@safe final class TapeReading {
    let options: FrozenJSON.DecodingOptions
    /// The keys that lead to the decoding's root: none, except for the decoder of a superclass that is not there.
    let pathToRoot: [any CodingKey]
    let forms = TypeForms()
    let isSnakeCase: Bool
    /// Whether a function converts names.
    let isCustom: Bool

    /// Whether containers may be lent: only while an owner checks `hasNothingLent` before this reading is freed or reused.
    private var isLending: Bool
    private let lent = LentContainers()

    /// Nothing is in it while nothing fails.
    var complaints = Complaints()
    /// As of `complaints`.
    var advice = FoundationAdvice()

    /// Nil where no path has been asked for yet, so that going on to the next document looks no further.
    private var notes: PathNotes?

    /// Keeps the document's memory, unless that is borrowed.
    private var storage: FrozenStorage?
    private var document: UnsafeDocument

    /// Of the value at `root` of a frozen document.
    convenience init(
        _ storage: FrozenStorage,
        root: Int,
        options: FrozenJSON.DecodingOptions,
        pathToRoot: [any CodingKey] = [],
        isLending: Bool = false
    ) {
        let head = DocumentHead(root: root, end: storage.word(root).next(after: root))
        let document = unsafe UnsafeDocument(tape: storage.tape, head: head)
        unsafe self.init(borrowing: document, options: options, pathToRoot: pathToRoot, isLending: isLending)
        self.storage = storage
    }

    /// Of a document in memory that its owner keeps until this object is gone or has been told to `keep` it.
    init(
        borrowing document: UnsafeDocument,
        options: FrozenJSON.DecodingOptions,
        pathToRoot: [any CodingKey] = [],
        isLending: Bool = false
    ) {
        unsafe self.document = unsafe document
        self.options = options
        self.pathToRoot = pathToRoot
        isSnakeCase = if case .convertFromSnakeCase = options.keyDecodingStrategy { true } else { false }
        isCustom = if case .custom = options.keyDecodingStrategy { true } else { false }
        self.isLending = isLending && options.lendsContainers
    }

    /// Goes on to another document, in memory that its owner keeps until this object is gone, goes on again, or has been told to `keep`.
    ///
    /// Only from one that was borrowed, too, and that it has not been told to keep.
    func read(borrowing document: UnsafeDocument) {
        assert(storage == nil)
        unsafe self.document = unsafe document
        if notes != nil { notes = nil }
    }

    /// Makes the document its own.
    func keep() {
        guard storage == nil else { return }
        let storage = unsafe FrozenStorage.copy(of: document)
        unsafe document = UnsafeDocument(tape: storage.tape, head: document.head)
        self.storage = storage
    }

    /// Valid while this object is, and has not gone on.
    @inline(__always) var tape: UnsafeTape { unsafe document.tape }

    /// The word of the decoding's root.
    @inline(__always) var root: Int { unsafe document.head.root }

    @inline(__always) func word(_ index: Int) -> TapeWord { unsafe tape.word(index) }

    /// A scalar's text, as it is written; valid as `tape` is.
    @inline(__always) func text(of word: TapeWord) -> UnsafeBufferPointer<UInt8> { unsafe tape.text(of: word) }

    /// A string's text, without its escapes.
    @inline(__always) func string(of word: TapeWord) -> String { unsafe tape.string(of: word) }

    /// Whether a member's name is this one, byte for byte, or is converted to it.
    @inline(never)
    func isName(_ word: TapeWord, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe isSnakeCase ? isConverted(word, name) : tape.isEqual(word, name)
    }

    @inline(never)
    private func isConverted(_ word: TapeWord, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = unsafe text(of: word)
        guard unsafe word.kind == TapeWord.Kind.string && CheckedText.isASCII(text) else {
            return unsafe SnakeCase.camelCase(string(of: word)).utf8.elementsEqual(name)
        }
        return unsafe SnakeCase.isConverted(text, name)
    }

    /// What the paths of this document go by.
    var pathNotes: PathNotes {
        if let notes { return notes }
        let made = PathNotes()
        notes = made
        return made
    }

    // MARK: Keyed containers

    /// A container of an object's members: lent while the decoding lasts, else one of its own.
    func container<Key: CodingKey>(keyedBy type: Key.Type, object index: Int) throws -> KeyedDecodingContainer<Key> {
        guard word(index).kind == TapeWord.Kind.object else { throw mismatch([String: Any].self, at: index) }
        // A user's strategy for keys may run in here, and ask for containers.
        let lookup = MemberLookup(self, object: index)
        guard isLending, let box = unsafe lent.lend(ObjectIdentifier(type), lookup) else {
            return makeContainer(keyedBy: type, lookup)
        }
        // What is lent under a type was made of it.
        return unsafe box.assumingMemoryBound(to: KeyedDecodingContainer<Key>.self).pointee
    }

    @inline(never)
    private func makeContainer<Key: CodingKey>(
        keyedBy type: Key.Type,
        _ lookup: MemberLookup
    ) -> KeyedDecodingContainer<Key> {
        if isLending, let container = lent.make(type, self, lookup) { return container }
        return KeyedDecodingContainer(TapeKeyedContainer<Key>(ObjectOwner(self, lookup)))
    }

    /// Whether nobody has a container any more that this reading has lent.
    var hasNothingLent: Bool { lent.areFree }

    /// Lends no more: from now on what it hands out keeps it, and what somebody still has keeps it too.
    func endLending() {
        isLending = false
        if !hasNothingLent { EscapedReadings.keep(self) }
    }
}
