import Testing
import WorkerPool
import WorkerPoolJSON

/// Splitting a buffer of NDJSON, and the pool's decoder on what comes of it.
struct LinesTests {
    private static let texts = [
        "", "\n", "\r\n \t\n", "1", "1\n", "1\n2", "1\r\n2\r\n", "\n\n1\n\n22\n", "1234567\n12345678\n123456789\n",
        " 1 \n\t2",
    ]

    @Test(arguments: texts)
    func `lines are what splitting by characters says`(text: String) {
        let expected = text.unicodeScalars.split { $0 == "\n" }.map(String.init)
            .map { $0.hasSuffix("\r") ? String($0.unicodeScalars.dropLast()) : $0 }
            .filter { !$0.allSatisfy(\.isWhitespace) }
        #expect(FrozenJSON.Lines(of: [UInt8](text.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test func `batches hold every line once, in order`() {
        let buffer = [UInt8]((0..<10).map { "\($0)\n" }.joined().utf8)
        var lines = FrozenJSON.Lines(of: buffer)
        var sizes: [Int] = []
        var all: [UInt8] = []
        while let batch = lines.nextBatch(of: 4) {
            sizes.append(batch.count)
            all += batch.joined()
        }
        #expect(sizes == [4, 4, 2])
        #expect(all == [UInt8]("0123456789".utf8))
    }

    @Test(arguments: 1...9)
    func `a stream's chunks give its lines, wherever they are cut`(size: Int) {
        let text = [UInt8]("1234567\r\n\n22\n12345678\n \n3".utf8)
        var found: [ArraySlice<UInt8>] = []
        var rest: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: size) {
            var lines = FrozenJSON.Lines(of: rest + text[start..<min(start + size, text.count)])
            while let line = lines.nextComplete() { found.append(line) }
            rest = Array(lines.rest)
        }
        var last = FrozenJSON.Lines(of: rest)
        #expect(last.nextComplete() == nil)
        while let line = last.next() { found.append(line) }
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == ["1234567", "22", "12345678", "3"])
    }

    @Test(arguments: 1...9)
    func `a stream's chunks give its lines in batches, too, and none before its line feed`(size: Int) {
        let text = [UInt8]((0..<20).map { "\($0)\n" }.joined().utf8) + [UInt8]("20".utf8)
        var found: [ArraySlice<UInt8>] = []
        var rest: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: size) {
            var lines = FrozenJSON.Lines(of: rest + text[start..<min(start + size, text.count)])
            while let batch = lines.nextCompleteBatch(of: 2) {
                #expect((1...2).contains(batch.count))
                found += batch
            }
            rest = Array(lines.rest)
        }
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == (0..<20).map(String.init))
        var last = FrozenJSON.Lines(of: rest)
        #expect(last.nextBatch(of: 2) == [[UInt8]("20".utf8)[...]])
    }

    @Test func `slices lie in the buffer that was split`() throws {
        let buffer = [UInt8]("{\"a\":1}\n[2]\n".utf8)
        let slices = Array(FrozenJSON.Lines(of: buffer))
        try #require(slices.count == 2)
        #expect(slices.map(\.startIndex) == [0, 8] && slices.map(\.endIndex) == [7, 11])
        let isShared = unsafe buffer.withUnsafeBufferPointer { whole in
            unsafe slices[1].withUnsafeBufferPointer { unsafe $0.baseAddress == whole.baseAddress! + 8 }
        }
        #expect(isShared)
    }

    @Test func `a pool freezes every line at its own index, and a bad one fails alone`() throws {
        let pool = try WorkerPool(workers: 2)
        defer { pool.shutdown() }
        let buffer = [UInt8]((0..<500).map { $0 % 7 == 3 ? "{\"n\":\n" : "{\"n\":\($0)}\n" }.joined().utf8)
        let results =
            try pool.dispatchAsync(
                Array(FrozenJSON.Lines(of: buffer)),
                decoder: FrozenJSON.Decoder<ArraySlice<UInt8>>()
            )
            .retrieve()
        #expect(results.count == 500)
        for (index, result) in results.enumerated() {
            if index % 7 == 3 {
                #expect(throws: FrozenJSON.ParseError.self) { try result.get() }
            } else {
                #expect(try result.get()["n"].int == index)
            }
        }
    }
}
