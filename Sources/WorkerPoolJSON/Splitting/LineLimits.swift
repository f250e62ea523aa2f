extension FrozenJSON {
    /// When a batch is full, and what is no line any more; lengths are in bytes.
    struct LineLimits {
        let batch: Int
        let batchLength: Int
        let lineLength: Int

        init(batch: Int, batchLength: Int, lineLength: Int) {
            precondition(batch > 0, "a batch of \(batch) lines")
            precondition(lineLength > 0, "lines of at most \(lineLength) bytes")
            self.batch = batch
            self.batchLength = batchLength
            self.lineLength = lineLength
        }
    }
}
