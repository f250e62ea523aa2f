/// A document in memory that somebody else keeps.
@unsafe struct UnsafeTape {
    /// Where indices are counted from.
    let words: UnsafePointer<UInt64>
    /// The index of the root.
    let root: Int
    /// The index behind the last word.
    let end: Int

    /// Where the bytes of texts are counted from.
    var bytes: UnsafePointer<UInt8> { unsafe words.bytes }
}
