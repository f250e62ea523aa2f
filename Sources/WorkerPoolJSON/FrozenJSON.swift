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
        /// How many arrays and objects may be open at once. The parser does not recurse, so that any depth is safe.
        public var maximumDepth: Int
        /// The longest document, in bytes. Nothing longer than 256 MiB less one byte is parsed, whatever this says.
        public var maximumSize: Int

        /// Makes options: 512 levels and every size that can be parsed, unless said otherwise.
        public init(maximumDepth: Int = 512, maximumSize: Int = 1 << 28 - 1) {
            self.maximumDepth = maximumDepth
            self.maximumSize = maximumSize
        }
    }

    /// Parses a document with memory of its own; `FrozenJSON.Decoder` reuses it.
    public init(parsing bytes: [UInt8], options: Options = Options()) throws(ParseError) {
        var scratch = Scratch()
        self = try scratch.parse(bytes, options: options)
    }
}

extension Scratch {
    /// `withUnsafeBufferPointer` with a typed error.
    mutating func parse(
        _ bytes: [UInt8],
        options: FrozenJSON.Options
    ) throws(FrozenJSON.ParseError) -> FrozenJSON {
        var result: Result<FrozenStorage, FrozenJSON.ParseError>
        let span = bytes.span
        result = unsafe span.withUnsafeBufferPointer { buffer in
            do throws(FrozenJSON.ParseError) {
                return .success(unsafe try parse(buffer, options: options))
            } catch {
                return .failure(error)
            }
        }
        return FrozenJSON(storage: try result.get(), index: 0)
    }
}
