/// An array that grows and shrinks by blocks: an append never moves what is there, so it takes constant time however long
/// the array is.
///
/// A plain value. Only the first block grows as an array does, so a short one is no larger than it must be.
struct BlockArray<Element> {
    private var blocks: [[Element]] = []
    private(set) var count = 0

    private var blockSize: Int { Policy.entriesInBlock }
    private func block(of index: Int) -> Int { Int(UInt(bitPattern: index) / UInt(blockSize)) }
    private func place(of index: Int) -> Int { Int(UInt(bitPattern: index) % UInt(blockSize)) }

    subscript(index: Int) -> Element {
        get { blocks[block(of: index)][place(of: index)] }
        _modify { yield &blocks[block(of: index)][place(of: index)] }
    }

    mutating func append(_ element: Element) {
        if count == blocks.count * blockSize {
            blocks.append([])
            if count > 0 { blocks[blocks.count - 1].reserveCapacity(blockSize) }
        }
        blocks[blocks.count - 1].append(element)
        count += 1
    }

    /// Removes the last block with its elements, unless it is the only one.
    mutating func removeLastBlock() {
        guard blocks.count > 1, let last = blocks.popLast() else { return }
        count -= last.count
    }
}
