/// A JSON value in a document that was frozen while it was parsed: immutable, `Sendable`, one allocation for the whole of it.
public struct FrozenJSON: @unchecked Sendable {  // its storage is never written once it is made (see FrozenStorage)
    let storage: FrozenStorage
    /// The index of this value's word, or a negative number where there is no value.
    let index: Int

    @inline(__always)
    init(storage: FrozenStorage, index: Int) {
        self.storage = storage
        self.index = index
    }
}

extension FrozenJSON {
    /// What a parse refuses beyond what the grammar refuses.
    public struct Options: Sendable, Hashable {
        /// How many arrays and objects may be open at once.
        ///
        /// The parser does not recurse, so that any depth is safe.
        public var maximumDepth: Int
        /// The longest document, in bytes.
        ///
        /// Nothing longer than 256 MiB less one byte is parsed, whatever this says.
        public var maximumSize: Int

        /// Makes options: 512 levels and every size that can be parsed, unless said otherwise.
        public init(maximumDepth: Int = 512, maximumSize: Int = 1 << 28 - 1) {
            self.maximumDepth = maximumDepth
            self.maximumSize = maximumSize
        }
    }

    /// Parses a document with memory of its own; `FrozenJSON.Decoder` reuses it.
    public init(parsing bytes: [UInt8], options: Options = Options()) throws(ParseError) {
        let workspace = Workspace()
        self = try unsafe bytes.withBytes { bytes throws(ParseError) in
            try unsafe FrozenJSON(storage: workspace.scratch.parse(bytes, options: options), index: 0)
        }
    }
}
