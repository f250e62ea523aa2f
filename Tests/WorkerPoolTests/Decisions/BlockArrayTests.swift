import Testing

@testable import WorkerPool

@Suite("An array that grows by blocks")
struct BlockArrayTests {
    private let block = Policy.entriesInBlock

    @Test func `elements keep their places, across blocks too`() {
        var array = BlockArray<Int>()
        for number in 0..<3 * block { array.append(number) }
        for index in stride(from: 0, to: 3 * block, by: block / 2) { array[index] += 1_000_000 }
        #expect(array.count == 3 * block)
        #expect((0..<3 * block).allSatisfy { array[$0] == $0 + ($0 % (block / 2) == 0 ? 1_000_000 : 0) })
    }

    @Test func `it gives back one block at a time, the last however full it is, and keeps the first`() {
        var array = BlockArray<Int>()
        for number in 0..<2 * block + 1 { array.append(number) }
        var counts: [Int] = []
        for _ in 0..<4 {
            array.removeLastBlock()
            counts.append(array.count)
        }
        #expect(counts == [2 * block, block, block, block])
        array.append(-1)
        #expect(array.count == block + 1 && array[block] == -1 && array[block - 1] == block - 1)
    }

    @Test func `what is removed is released`() {
        final class Object {}
        var array = BlockArray<Object?>()
        for _ in 0..<block { array.append(nil) }
        var object: Object? = Object()
        weak let observer = object
        array.append(object)
        object = nil
        #expect(observer != nil)
        array.removeLastBlock()
        #expect(observer == nil)
    }
}
