import Testing
import WorkerPool

@testable import WorkerPoolJSON

/// The memory that is kept for documents to come.
@Suite(.disabled(if: ThreadSanitizer.isPresent, "each document lies alone under it"))
struct BlockStoreTests {
    private static let slab = SlabWriter.slabByteCount

    private func text(_ number: Int, byteCount: Int) -> [UInt8] {
        [UInt8](#"{"n":\#(number),"s":"\#(String(repeating: "x", count: byteCount))"}"#.utf8)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 4_095, 4_096, 4_097, 16_384, 16_385, 1_000_001])
    func `a block holds what was asked for, and is at most a quarter larger`(wordCount: Int) {
        let size = Block.wordCount(holding: wordCount)
        #expect(size >= wordCount && 4 * size <= 5 * wordCount)
        #expect(Block.wordCount(holding: size) == size)
    }

    @Test func `a slab has the size of a block`() {
        #expect(Block.wordCount(holding: SlabWriter.slabWordCount) == SlabWriter.slabWordCount)
    }

    @Test func `the memory of a large document is the next one's that is about as large`() throws {
        let store = BlockStore(maximumByteCount: 100 * Self.slab)
        let workspace = FrozenJSON.Workspace(store: store)
        var places: Set<UnsafePointer<UInt64>> = unsafe []
        for round in 0..<10 {
            let documents = try (0..<5)
                .map { try FrozenJSON(parsing: text($0, byteCount: 70_000 - 500 * round), in: workspace) }
            #expect(store.count == 0 || round == 0)
            for document in documents { unsafe places.insert(document.storage.tape.words) }
            #expect(documents.map { $0["n"].int } == [0, 1, 2, 3, 4])
            #expect(documents.allSatisfy { $0.storage.isAlone && $0["s"].string?.utf8.count == 70_000 - 500 * round })
        }
        #expect(unsafe places.count == 5 && store.count == 5)
    }

    @Test func `a document that is written first, and turns out too long for a slab, is in a block too`() throws {
        let store = BlockStore(maximumByteCount: 100 * Self.slab)
        let workspace = FrozenJSON.Workspace(store: store)
        let numbers = [String](repeating: "1", count: 15_000).joined(separator: ",")
        #expect(try FrozenJSON(parsing: [UInt8]("[\(numbers)]".utf8), in: workspace).storage.isAlone)
        #expect(store.count == 1)
    }

    @Test func `what came back longest ago makes room`() {
        let store = BlockStore(maximumByteCount: 8 * 1_000)
        let old = (0..<4).map { _ in store.take(wordCount: 128) }
        for block in old { store.take(back: block) }
        #expect(store.count == 4)
        // 512 and 384 words are 896: of the four old ones, of 128 each, none can stay.
        let new = [store.take(wordCount: 512), store.take(wordCount: 384)]
        for block in new { store.take(back: block) }
        #expect(store.count == 2)
        let one = store.take(wordCount: 512)
        let other = store.take(wordCount: 384)
        #expect(unsafe one.words == new[0].words && other.words == new[1].words && store.count == 0)
        one.deallocate()
        other.deallocate()
    }

    @Test func `what is larger than the bound is not kept, and pushes nothing out that need not go`() {
        let store = BlockStore(maximumByteCount: 8 * 1_000)
        store.take(back: store.take(wordCount: 128))
        store.take(back: store.take(wordCount: 4_096))
        #expect(store.count == 1)
    }

    @Test func `a lower bound gives back what lies above it, and 0 keeps nothing`() {
        let store = BlockStore(maximumByteCount: 8 * 1_000)
        let blocks = (0..<4).map { _ in store.take(wordCount: 128) }
        for block in blocks { store.take(back: block) }
        store.maximumByteCount = 8 * 300
        #expect(store.count == 2 && store.maximumByteCount == 8 * 300)
        store.maximumByteCount = 0
        store.take(back: store.take(wordCount: 128))
        #expect(store.count == 0)
    }

    @Test func `all of it is given back when asked for`() {
        let store = BlockStore(maximumByteCount: 8 * 1_000)
        for wordCount in [128, 256, 100] { store.take(back: store.take(wordCount: wordCount)) }
        #expect(store.count == 3)
        store.removeAll()
        #expect(store.count == 0)
        store.take(back: store.take(wordCount: 896))
        #expect(store.count == 1)
    }
}
