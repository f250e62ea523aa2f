import TestSupport
import Testing
import WorkerPool
import WorkerPoolJSON

/// Lines of chunks that come from anywhere.
@Suite(.timeLimit(.minutes(5)))
struct LineBatchesTests {
    private typealias InputError = FrozenJSON.InputError

    /// Chunks that are all there.
    private static func stream<Chunk: Sendable>(_ chunks: [Chunk]) -> AsyncStream<Chunk> {
        AsyncStream { continuation in
            for chunk in chunks { continuation.yield(chunk) }
            continuation.finish()
        }
    }

    private static func chunks(_ texts: String...) -> AsyncStream<[UInt8]> { stream(texts.map { [UInt8]($0.utf8) }) }

    /// The lines of each batch as text.
    private static func batches<Chunks: AsyncSequence>(
        _ source: FrozenJSON.LineBatches<Chunks>
    ) async throws -> [[String]] {
        var found: [[String]] = []
        for try await batch in source { found.append(batch.map { String(decoding: $0, as: UTF8.self) }) }
        return found
    }

    @Test func `chunks that are cut at random give the lines of the whole buffer, and the same error`() async {
        await Seeds.eachAwaited(2000) { seed in
            var random = SplitMix(seed: seed)
            let start: [[UInt8]] = [[], [], [], [0xEF, 0xBB, 0xBF], [0x1F, 0x8B], [0xEF, 0xBB]]
            var bytes = start.randomElement(using: &random)!
            let letters: [UInt8] = [0x61, 0x61, 0x62, 0x0A, 0x0A, 0x0D, 0x20, 0x09, 0xEF, 0x1F]
            for _ in 0..<Int.random(in: 0...80, using: &random) { bytes.append(letters.randomElement(using: &random)!) }
            var chunks: [ArraySlice<UInt8>] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let chunk = rest.prefix(Int.random(in: 0...9, using: &random))
                rest = rest.dropFirst(chunk.count)
                chunks.append(chunk)
            }
            let count = Int.random(in: 1...5, using: &random)
            let length = Int.random(in: 1...30, using: &random)
            let limit = Int.random(in: 3...30, using: &random)
            let waits = random.oneIn(2)

            var found = PlainLines()
            var batches: [[ArraySlice<UInt8>]] = []
            var iterator =
                FrozenJSON.LineBatches(
                    of: count,
                    from: Self.stream(chunks),
                    maximumLineLength: limit,
                    maximumBatchLength: length,
                    waitsUntilFull: waits
                )
                .makeAsyncIterator()
            do {
                while let batch = try await iterator.next() {
                    batches.append(batch)
                    found.add(batch, iterator.lineNumbers)
                }
            } catch {
                found.error = error as? InputError
            }
            let expected = PlainLines(of: bytes, named: "input", longest: limit)
            try require(found == expected, "\(bytes) in \(chunks): \(found), not \(expected)")
            try require(try await iterator.next() == nil, "more after the end")
            for (index, batch) in batches.enumerated() {
                let isFull = batch.count == count || batch.joined().count >= length
                try require(!batch.isEmpty && batch.count <= count, "a batch of \(batch.count), not 1 to \(count)")
                try require(batch.dropLast().joined().count < length, "a batch longer than \(length): \(batch)")
                try require(isFull || !waits || index == batches.count - 1, "a batch of \(batch.count), not \(count)")
            }
        }
    }

    @Test func `lines are slices of their chunk, but for one that it cuts`() async throws {
        let chunk = [UInt8]("{\"a\":1}\n[2]\n".utf8)
        let batches = FrozenJSON.LineBatches(of: 9, from: Self.stream([chunk]))
        for try await batch in batches {
            #expect(batch.map(\.startIndex) == [0, 8])
            let isShared = unsafe chunk.withUnsafeBufferPointer { whole in
                unsafe batch[1].withUnsafeBufferPointer { unsafe $0.baseAddress == whole.baseAddress! + 8 }
            }
            #expect(isShared)
        }
        #expect(
            try await Self.batches(.init(of: 9, from: Self.chunks("[1", "", ",2", "]\n[3]"))) == [["[1,2]"], ["[3]"]]
        )
    }

    @Test func `a batch does not wait for the next chunk while it has lines, or does if told so`() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        continuation.yield([UInt8]("1\n2\n".utf8))
        var iterator = FrozenJSON.LineBatches(of: 3, from: stream).makeAsyncIterator()
        #expect(try await iterator.next()?.count == 2)  // or it would wait for ever
        let texts = Self.chunks("1\n2\n", "3\n4", "\n5")
        #expect(
            try await Self.batches(.init(of: 3, from: texts, waitsUntilFull: true)) == [["1", "2", "3"], ["4", "5"]]
        )
    }

    @Test func `a batch ends with the line that reaches its length`() async throws {
        let batches = FrozenJSON.LineBatches(of: 9, from: Self.chunks("12\n34\n5\n6789\n"), maximumBatchLength: 4)
        #expect(try await Self.batches(batches) == [["12", "34"], ["5", "6789"]])
    }

    @Test(arguments: ["", "\n", "\r\n"], [false, true])
    func `a line of the greatest length is taken, one of a byte more is an error that says where`(
        end: String,
        hasMark: Bool
    ) async throws {
        let beginning = (hasMark ? "\u{FEFF}" : "") + "123\n"
        let longest = FrozenJSON.LineBatches(of: 9, from: Self.chunks(beginning + "456" + end), maximumLineLength: 3)
        #expect(try await Self.batches(longest) == (end.isEmpty ? [["123"], ["456"]] : [["123", "456"]]))

        let longer = FrozenJSON.LineBatches(of: 9, from: Self.chunks(beginning + "4567" + end), maximumLineLength: 3)
        var iterator = longer.makeAsyncIterator()
        #expect(try await iterator.next() == [[UInt8]("123".utf8)[...]])  // what stands before comes first
        let offset = hasMark ? 7 : 4
        let error = await #expect(throws: InputError.self) { try await iterator.next() }
        #expect(error == .lineTooLong(input: "input", line: 2, offset: offset, limit: 3))
        let description = "input:2: longer than 3 bytes, the limit for a line; it begins at byte \(offset)"
        #expect(error?.description == description)
        #expect(try await iterator.next() == nil)
    }

    @Test func `a line without end is refused when it is too long, not when the source ends`() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        for _ in 0..<3 { continuation.yield([UInt8](repeating: 0x61, count: 40)) }
        let batches = FrozenJSON.LineBatches(of: 9, from: stream, maximumLineLength: 100)
        let error = InputError.lineTooLong(input: "input", line: 1, offset: 0, limit: 100)
        await #expect(throws: error) { try await Self.batches(batches) }
    }

    @Test func `what comes compressed is an error that says how to decompress it`() async {
        let chunks = Self.stream([[0x1F], [0x8B, 0x08, 0x0A]] as [[UInt8]])
        let error = await #expect(throws: InputError.self) { try await Self.batches(.init(of: 9, from: chunks)) }
        #expect(error?.description == "input: is compressed by gzip; decompress it first, as 'gzip -dc' does")
    }

    @Test func `the source's own error comes after the lines before it`() async throws {
        struct Lost: Error {}
        let source = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield([UInt8]("1\n2\n3".utf8))
            continuation.finish(throwing: Lost())
        }
        var iterator = FrozenJSON.LineBatches(of: 9, from: source, waitsUntilFull: true).makeAsyncIterator()
        #expect(try await iterator.next()?.count == 2)
        await #expect(throws: Lost.self) { try await iterator.next() }
        #expect(try await iterator.next() == nil)
    }

    @Test func `a cancelled task does not take the end of its stream for the end of the lines`() async {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let (progress, report) = AsyncStream.makeStream(of: Int.self)
        continuation.yield([UInt8]("1\n{\"cut\":".utf8))
        let task = Task {
            for try await batch in FrozenJSON.LineBatches(of: 9, from: stream) { report.yield(batch.count) }
        }
        for await _ in progress { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        continuation.finish()
    }

    @Test func `a cancelled task gets no lines that are at hand`() async throws {
        let task = Task {
            var iterator = FrozenJSON.LineBatches(of: 1, from: Self.chunks("1\n2\n")).makeAsyncIterator()
            #expect(try await iterator.next()?.count == 1)
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            await #expect(throws: CancellationError.self) { try await iterator.next() }
            return try await iterator.next() == nil
        }
        #expect(try await task.value)
    }

    @Test func `a lane decodes batch after batch`() async throws {
        let pool = try WorkerPool(workers: 1)
        let lane = pool.lane("lines", decoder: FrozenJSON.Decoder<ArraySlice<UInt8>>())
        var sum = 0
        for try await batch in FrozenJSON.LineBatches(of: 2, from: Self.chunks("{\"n\":1}\n{\"n\":2}\r\n", "{\"n\":3}"))
        {
            for result in try await lane.decode(batch) { sum += try result.get()["n"].int ?? 0 }
        }
        await pool.shutdown()
        #expect(sum == 6)
    }
}
