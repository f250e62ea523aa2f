extension FrozenJSON {
    /// Splits chunks into batches of lines, wherever they are cut; it does not know where they come from, nor who waits for them.
    ///
    /// A line is a slice of its chunk. Only one that goes on in the next chunk is joined, in a buffer of its own.
    struct LineSplitter {
        private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        private static let gzipMark: [UInt8] = [0x1F, 0x8B]

        private let name: String
        private let limits: LineLimits
        /// What has not been split of the present chunk.
        private var rest: ArraySlice<UInt8> = []
        /// The beginning of a line, from the chunks before.
        private var cut: [UInt8] = []
        /// The number of the next line, and where it begins.
        private var number = 1
        private var offset = 0

        private var batch: [ArraySlice<UInt8>] = []
        private var batchLength = 0
        private var numbers: [Int] = []
        /// The numbers of the lines of the batch that was taken last.
        private(set) var lastNumbers: [Int] = []

        init(name: String, limits: LineLimits) {
            self.name = name
            self.limits = limits
        }

        /// Whether there are lines for a batch, though it may not be full.
        var hasLines: Bool { !batch.isEmpty }

        /// Goes on with the next chunk when the one before is used up.
        mutating func add(_ chunk: ArraySlice<UInt8>) { rest = chunk }

        /// Splits until the batch is full; false if the chunk is used up before.
        mutating func split() throws(InputError) -> Bool {
            while batch.count < limits.batch, batchLength < limits.batchLength {
                guard !rest.isEmpty else { return false }
                let length = unsafe rest.withBytes { unsafe Lines.lineLength($0) }
                let part = rest.prefix(length)
                guard length < rest.count else {
                    rest = []
                    cut += part
                    _ = try content(of: cut[...])
                    return false
                }
                rest = rest.dropFirst(length + 1)
                try take(cut.isEmpty ? part : join(part))
                offset += 1
            }
            return true
        }

        /// Takes the last line if no line feed has ended it.
        mutating func finish() throws(InputError) {
            if !cut.isEmpty { try take(join([])) }
        }

        /// The lines since the last batch; `nil` if there are none.
        mutating func takeBatch() -> [ArraySlice<UInt8>]? {
            lastNumbers = numbers
            guard !batch.isEmpty else { return nil }
            defer { (batch, batchLength, numbers) = ([], 0, []) }
            return batch
        }

        private mutating func join(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            var line: [UInt8] = []
            swap(&line, &cut)
            line += part
            return line[...]
        }

        private mutating func take(_ line: ArraySlice<UInt8>) throws(InputError) {
            if let line = Lines.trimmed(try content(of: line)) {
                batch.append(line)
                batchLength += line.count
                numbers.append(number)
            }
            number += 1
            offset += line.count
        }

        /// A line, or as much of it as there is, without what may stand before the first.
        private func content(of line: ArraySlice<UInt8>) throws(InputError) -> ArraySlice<UInt8> {
            var content = line
            if number == 1 {
                if line.starts(with: Self.gzipMark) { throw .gzip(input: name) }
                if line.starts(with: Self.byteOrderMark) { content = line.dropFirst(Self.byteOrderMark.count) }
            }
            let length = content.last == ASCII.carriageReturn ? content.count - 1 : content.count
            guard length <= limits.lineLength else {
                throw .lineTooLong(input: name, line: number, offset: offset, limit: limits.lineLength)
            }
            return content
        }
    }
}
