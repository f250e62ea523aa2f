// Where chunks come from: the user's files or events made here.

protocol ChunkSource: Sendable {
    /// The next chunk, with at least one line; nil at the end.
    mutating func nextChunk() throws(Complaint) -> Chunk?
}
