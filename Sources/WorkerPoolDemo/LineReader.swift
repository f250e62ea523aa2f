// Reads files, or standard input, one after the other, and gathers their lines to chunks.

import WorkerPoolJSON

struct LineReader: ChunkSource {
    private typealias Batches = FrozenJSON.LineBatches<FrozenJSON.Input>

    /// A longer line is refused: somebody forgot the newlines, and no memory would suffice.
    static let lineLimit = 16 << 20

    private let limit: Chunk.Limit
    private var files: ArraySlice<InputFile>
    private var file: (name: String, batches: Batches.Iterator)?
    private var next: Chunk?

    /// A reader of `files`, one after the other.
    init(_ files: [InputFile], limit: Chunk.Limit = .standard) throws(Complaint) {
        for file in files { try file.check() }
        self.files = files[...]
        self.limit = limit
    }

    /// Whether there is anything to read; waits until that is known.
    mutating func hasInput() async throws(Complaint) -> Bool {
        next = try await nextChunk()
        return next != nil
    }

    mutating func nextChunk() async throws(Complaint) -> Chunk? {
        if let next = next.take() { return next }
        var chunk = Chunk()
        while chunk.lines.count < limit.lines, chunk.byteCount < limit.bytes {
            guard file != nil else {
                guard let input = files.popFirst()?.input else { break }
                let batches = Batches(of: 10_000, from: input, maximumLineLength: Self.lineLimit)
                file = (input.name, batches.makeAsyncIterator())
                continue
            }
            guard let batch = try await nextBatch() else {
                file = nil
                continue
            }
            let numbers = file!.batches.lineNumbers
            chunk.add(batch, numbers.map { Chunk.Place(file: file!.name, line: $0) })
        }
        return chunk.lines.isEmpty ? nil : chunk
    }

    private mutating func nextBatch() async throws(Complaint) -> [ArraySlice<UInt8>]? {
        do {
            return try await file?.batches.next()
        } catch let error as FrozenJSON.InputError {
            throw Complaint(error)
        } catch {
            throw Complaint(.software, "\(error)")
        }
    }
}
