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
    let hasStrategies: Bool
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
        hasStrategies = !options.strategies.isEmpty
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
            ? unsafe String(decoding: text(of: word), as: UTF8.self) : unsafe Unescaping.string(text(of: word))
    }

    /// Whether a member's name is this one, byte for byte.
    @inline(__always)
    func isName(_ word: TapeWord, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.kind == TapeWord.Kind.string else { return unsafe Unescaping.isEqual(text(of: word), name) }
        return unsafe word.length == name.count && StorageText.isEqual(bytes + word.start, name)
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

    // MARK: Values

    /// Decodes the value at `index`: the types that JSON has a form for at once, the others by their strategy or their `init(from:)`.
    ///
    /// Where `T` is known when this is compiled, all but one of the comparisons go away.
    @inline(__always)
    func value<T: Decodable>(_ type: T.Type, at index: Int, depth: Int) throws -> T {
        // Each bit cast is from the type that `T` was just compared with.
        if T.self == String.self { return try unsafe unsafeBitCast(string(at: index), to: T.self) }
        if T.self == Int.self { return try unsafe unsafeBitCast(integer(Int.self, at: index), to: T.self) }
        if T.self == Double.self { return try unsafe unsafeBitCast(double(at: index), to: T.self) }
        if T.self == Bool.self { return try unsafe unsafeBitCast(bool(at: index), to: T.self) }
        if T.self == Int64.self { return try unsafe unsafeBitCast(integer(Int64.self, at: index), to: T.self) }
        if T.self == UInt64.self { return try unsafe unsafeBitCast(integer(UInt64.self, at: index), to: T.self) }
        if T.self == UInt.self { return try unsafe unsafeBitCast(integer(UInt.self, at: index), to: T.self) }
        if T.self == Int32.self { return try unsafe unsafeBitCast(integer(Int32.self, at: index), to: T.self) }
        if T.self == UInt32.self { return try unsafe unsafeBitCast(integer(UInt32.self, at: index), to: T.self) }
        if T.self == UInt8.self { return try unsafe unsafeBitCast(integer(UInt8.self, at: index), to: T.self) }
        if T.self == Int16.self { return try unsafe unsafeBitCast(integer(Int16.self, at: index), to: T.self) }
        if T.self == UInt16.self { return try unsafe unsafeBitCast(integer(UInt16.self, at: index), to: T.self) }
        if T.self == Int8.self { return try unsafe unsafeBitCast(integer(Int8.self, at: index), to: T.self) }
        if T.self == Float.self { return try unsafe unsafeBitCast(float(at: index), to: T.self) }
        if T.self == Int128.self { return try unsafe unsafeBitCast(integer(Int128.self, at: index), to: T.self) }
        if T.self == UInt128.self { return try unsafe unsafeBitCast(integer(UInt128.self, at: index), to: T.self) }
        return try composite(type, at: index, depth: depth)
    }

    @inline(never)
    private func composite<T: Decodable>(_ type: T.Type, at index: Int, depth: Int) throws -> T {
        // The commonest arrays, without a container.
        if T.self == [String].self { return try unsafe unsafeBitCast(array(of: String.self, at: index), to: T.self) }
        if T.self == [Int].self { return try unsafe unsafeBitCast(array(of: Int.self, at: index), to: T.self) }
        if T.self == [Double].self { return try unsafe unsafeBitCast(array(of: Double.self, at: index), to: T.self) }
        let decoder = TapeDecoder(tape: self, index: index, depth: depth)
        if hasStrategies, let strategy = options.strategies[ObjectIdentifier(type)] {
            // A strategy is kept under the type that it makes.
            return try strategy.decode(decoder) as! T
        }
        // A dictionary's names are data: no strategy converts them.
        if options.keyDecodingStrategy.converts, let dictionary = type as? any StringKeyedDictionary.Type {
            return try dictionary.init(members: self, at: index, depth: depth) as! T
        }
        return try T(from: decoder)
    }

    /// An array of a type that JSON has a form for.
    @inline(__always)
    private func array<Element: Decodable>(of type: Element.Type, at index: Int) throws -> [Element] {
        let word = word(index)
        guard word.kind == TapeWord.Kind.array else { throw mismatch([Any].self, at: index) }
        var elements: [Element] = []
        elements.reserveCapacity(word.count)
        var next = index + 1
        while next < word.end {
            elements.append(try value(type, at: next, depth: 0))
            next = self.word(next).next(after: next)
        }
        return elements
    }

    @inline(__always)
    func isNull(_ index: Int) -> Bool { word(index).kind == TapeWord.Kind.null }

    private func string(at index: Int) throws -> String {
        let word = word(index)
        guard word.isString else { throw mismatch(String.self, at: index) }
        return string(of: word)
    }

    private func bool(at index: Int) throws -> Bool {
        switch word(index).kind {
        case TapeWord.Kind.true: true
        case TapeWord.Kind.false: false
        default: throw mismatch(Bool.self, at: index)
        }
    }

    private func integer<Value: FixedWidthInteger>(_ type: Value.Type, at index: Int) throws -> Value {
        let word = word(index)
        guard word.isNumber else { throw mismatch(type, at: index) }
        let text = unsafe text(of: word)
        let value =
            word.kind == TapeWord.Kind.integer
            ? unsafe IntegerText.parse(text) as Value? : unsafe ExactInteger(text)?.value(as: type)
        guard let value else { throw unrepresentable(type, at: index) }
        return value
    }

    private func double(at index: Int) throws -> Double {
        let word = word(index)
        guard word.isNumber else { return try nonConforming(Double.self, at: index) }
        let text = unsafe text(of: word)
        let value = unsafe ScannedNumber(text).double(of: text)
        guard value.isFinite else { throw unrepresentable(Double.self, at: index) }
        return value
    }

    private func float(at index: Int) throws -> Float {
        let word = word(index)
        guard word.isNumber else { return try nonConforming(Float.self, at: index) }
        let text = unsafe text(of: word)
        let value = unsafe ScannedNumber(text).float(of: text)
        guard value.isFinite else { throw unrepresentable(Float.self, at: index) }
        return value
    }

    /// Infinities and what is not a number, where the options name strings for them.
    private func nonConforming<Value: BinaryFloatingPoint & Decodable>(_ type: Value.Type, at index: Int) throws
        -> Value
    {
        let word = word(index)
        if word.isString,
            case .convertFromString(let positive, let negative, let nan) = options.nonConformingFloatDecodingStrategy
        {
            let text = string(of: word)
            if text == positive { return .infinity }
            if text == negative { return -.infinity }
            if text == nan { return .nan }
        }
        throw mismatch(type, at: index)
    }
}
