import WorkerPoolJSON

/// The lines of a whole buffer, split the plain way, and the error that comes after them.
struct PlainLines: Equatable {
    var lines: [[UInt8]] = []
    var numbers: [Int] = []
    var error: FrozenJSON.InputError?

    init() {}

    init(of bytes: [UInt8], named name: String, longest limit: Int) {
        var offset = 0
        var pieces = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if pieces.last == [] { pieces.removeLast() }
        for (index, piece) in pieces.enumerated() {
            var line = Array(piece)
            if index == 0, line.starts(with: [0x1F, 0x8B]) {
                error = .gzip(input: name)
                return
            }
            if index == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
            if line.last == 0x0D { line.removeLast() }
            if line.count > limit {
                error = .lineTooLong(input: name, line: index + 1, offset: offset, limit: limit)
                return
            }
            offset += piece.count + 1
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            lines.append(line)
            numbers.append(index + 1)
        }
    }

    mutating func add(_ batch: [ArraySlice<UInt8>], _ batchNumbers: [Int]) {
        lines += batch.map(Array.init)
        numbers += batchNumbers
    }
}
