/// A JSON value in a document that is frozen from birth: parsed in one pass, immutable, `Sendable`, all of it in one place.
///
/// ```swift
/// let document = try FrozenJSON(parsing: bytes)
/// let followers = document["user"]["followers_count"].int      // nil: not there, or not an integer
/// let third = try document["lines"][3].required.string         // throws: says which, and where
/// for member in document["user"].members { print(member.name, member.value) }
/// ```
///
/// A value is its document and a place in it: as small as two pointers, and it keeps the document alive. Going to a member, an element
/// or the next one allocates nothing, and what is not there is a value too, one that does not `exists`. A member is found by
/// looking at the names in turn, an element by stepping over those before it. Nothing is converted before it is asked for:
/// a number is checked by the parse and computed by `int` or `double`, each time; a string is unescaped by `string`, each time.
///
/// The document has its own copy of the bytes it was parsed from, and about as much again for its structure, so that it never keeps a
/// received chunk. It lies alone where it was parsed without a workspace; those of a workspace or of `FrozenJSON.Decoder` share slabs,
/// which each of them keeps: keep a `detached()` copy of anything that outlives its batch. `Workspace` says what sharing brings and costs.
///
/// Where an object has several members of one name all are kept, iterated and written, and a lookup answers the last.
///
/// The shape of the tape is that of simdjson (Langdale and Lemire, "Parsing Gigabytes of JSON per Second"), the one pass that of yyjson.
public struct FrozenJSON: @unchecked Sendable {  // its storage is never written once it is made (see FrozenStorage)
    let storage: FrozenStorage
    /// The index of this value's word; of a value that does not exist, the complement of its nearest ancestor's that does.
    let index: Int

    @inline(__always)
    init(storage: FrozenStorage, index: Int) {
        self.storage = storage
        self.index = index
    }

    /// A document of its own, copied from where it was written, to memory of its size or to a block of a store.
    init(copying document: UnsafeDocument, in store: BlockStore? = nil) {
        unsafe self.init(storage: .copy(of: document, in: store), index: document.head.root)
    }

    /// Parses a document, which lies alone in memory.
    ///
    /// Runs on any thread and needs little stack, however deep the document is.
    ///
    /// Makes room for the parse and frees it again; a loop passes a workspace, a pool uses `FrozenJSON.Decoder`.
    ///
    /// - Parameters:
    ///   - bytes: The document, in UTF-8.
    ///   - options: What is refused beyond what the grammar refuses.
    /// - Throws: A `ParseError`, which says what was expected and where.
    @inlinable
    public init(parsing bytes: some Payload, options: Options = Options()) throws(ParseError) {
        self = try unsafe bytes.withBytes { bytes throws(ParseError) in
            try unsafe FrozenJSON.parse(bytes, options: options)
        }
    }

    /// Parses a document that is a string; see `init(parsing:options:)`.
    ///
    /// Errors count bytes of its UTF-8.
    public init(parsing text: String, options: Options = Options()) throws(ParseError) {
        var text = text
        let parsed = text.withUTF8 { bytes in
            Result { () throws(ParseError) in try unsafe FrozenJSON.parse(bytes, options: options) }
        }
        self = try parsed.get()
    }

    /// Parses a document in a workspace, beside those that were parsed in it before.
    ///
    /// See `Workspace` for what that means to those who keep it.
    ///
    /// Runs on any thread and needs little stack, however deep the document is.
    ///
    /// - Parameters:
    ///   - bytes: The document, in UTF-8.
    ///   - workspace: The calling thread's, for as long as this takes.
    ///   - options: What is refused beyond what the grammar refuses.
    /// - Throws: A `ParseError`, which says what was expected and where.
    @inlinable
    public init(
        parsing bytes: some Payload,
        in workspace: Workspace,
        options: Options = Options()
    ) throws(ParseError) {
        self = try unsafe bytes.withBytes { bytes throws(ParseError) in
            try unsafe workspace.parse(bytes, options: options)
        }
    }

    @usableFromInline
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, options: Options) throws(ParseError) -> FrozenJSON {
        var scratch = Scratch()
        return try unsafe FrozenJSON(copying: scratch.write(bytes, options: options))
    }
}
