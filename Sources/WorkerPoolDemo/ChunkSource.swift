// Where chunks come from: the user's files or events made here.

protocol ChunkSource {
    /// The next chunk, with at least one line; nil at the end.
    mutating func nextChunk() async throws(Complaint) -> Chunk?
}
