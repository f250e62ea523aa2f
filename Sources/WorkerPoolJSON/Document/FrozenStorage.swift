/// How much of a document's allocation is tape and how much is text.
struct FrozenExtent {
    let wordCount: Int
    let byteCount: Int
}

/// A document's one allocation: this object, the tape, then the bytes that the tape's spans point into.
///
/// `make` writes everything before anyone else sees the object, and nothing is written after: on that `FrozenJSON` is `Sendable`.
final class FrozenStorage: ManagedBuffer<FrozenExtent, UInt64> {
    /// Copies a finished tape and the document's bytes: the one allocation.
    static func make(words: UnsafeBufferPointer<UInt64>, bytes: UnsafeBufferPointer<UInt8>) -> FrozenStorage {
        let wordCount = words.count
        let byteCount = bytes.count
        let made = FrozenStorage.create(minimumCapacity: wordCount + (byteCount + 7) / 8) { _ in
            FrozenExtent(wordCount: wordCount, byteCount: byteCount)
        }
        let storage = unsafe unsafeDowncast(made, to: FrozenStorage.self)
        // The capacity asked for above holds both copies; a base address is nil only where there is nothing to copy.
        unsafe storage.withUnsafeMutablePointerToElements { elements in
            if let source = words.baseAddress { unsafe elements.update(from: source, count: wordCount) }
            if let source = bytes.baseAddress {
                unsafe UnsafeMutableRawPointer(elements + wordCount).copyMemory(from: source, byteCount: byteCount)
            }
        }
        return storage
    }

    /// Where the tape starts.
    ///
    /// Valid while the storage is: callers keep it alive over their use.
    @inline(__always) var words: UnsafePointer<UInt64> {
        unsafe withUnsafeMutablePointerToElements { unsafe UnsafePointer($0) }
    }

    /// Where the document's bytes start; valid as `words` is.
    @inline(__always) var bytes: UnsafePointer<UInt8> {
        unsafe UnsafeRawPointer(words + header.wordCount).assumingMemoryBound(to: UInt8.self)
    }

    /// Both with their extents; valid as `words` is.
    var tape: UnsafeTape {
        unsafe UnsafeTape(
            words: UnsafeBufferPointer(start: words, count: header.wordCount),
            bytes: UnsafeBufferPointer(start: bytes, count: header.byteCount)
        )
    }

    @inline(__always) func word(_ index: Int) -> TapeWord { unsafe TapeWord(bits: words[index]) }

    /// The text of a scalar's word; valid while the storage is.
    @inline(__always) func text(of word: TapeWord) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: bytes + word.start, count: word.length)
    }
}
