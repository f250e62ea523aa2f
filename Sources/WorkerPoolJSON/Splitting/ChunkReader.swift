import WorkerPool

extension FrozenJSON {
    /// Reads an open file chunk by chunk, on the calling thread.
    struct ChunkReader: ~Copyable {
        /// What one read asks for: enough that system calls do not count, and few enough for a cache.
        private static let chunkLength = 256 << 10

        private let file: InputFile
        private let name: String
        /// What the last read did not use.
        private var spare: [UInt8]?

        init(of file: consuming InputFile, named name: String) {
            self.file = file
            self.name = name
        }

        /// Whether the next chunk never has to be waited for, as that of a regular file.
        var isAlwaysReady: Bool { file.isAlwaysReady }

        /// Whether it need not be waited for now.
        var isReady: Bool { file.isReady }

        /// The next chunk, as much as there is; `nil` at the end, or if it was interrupted.
        mutating func next(until interruption: Interruption? = nil) throws(InputError) -> ArraySlice<UInt8>? {
            var buffer = spare.take() ?? [UInt8](repeating: 0, count: Self.chunkLength)
            let result: Result<Int?, SystemError> = unsafe buffer.withUnsafeMutableBytes { bytes in
                do throws(SystemError) {
                    return .success(try unsafe file.fill(bytes, until: interruption))
                } catch {
                    return .failure(error)
                }
            }
            switch result {
            case .success(nil), .success(0): return nil
            case .success(let count?):
                // Lines keep their buffer: the few that trickle through a pipe should not keep a large one.
                if count > buffer.count / 2 { return buffer[..<count] }
                defer { spare = buffer }
                return ArraySlice(Array(buffer[..<count]))
            case .failure(let error): throw .cannotRead(input: name, errorNumber: error.number)
            }
        }
    }
}
