import Foundation
import Synchronization
import TestSupport
import Testing
import WorkerPool
@testable import WorkerPoolJSON

/// Files and pipes, read by a thread of the source's own or by the calling one.
@Suite(.timeLimit(.minutes(5)))
struct InputTests {
    private typealias Input = FrozenJSON.Input
    private typealias InputError = FrozenJSON.InputError

    private static func lines(of input: Input) async throws -> [String] {
        var found: [String] = []
        for try await batch in FrozenJSON.LineBatches(of: 7, from: input) {
            found += batch.map { String(decoding: $0, as: UTF8.self) }
        }
        return found
    }

    /// What the blocking twin finds; not called where the compiler sees that its caller must not block.
    private static func blockingly(_ input: Input, of count: Int = 7, longest limit: Int = 1 << 20) -> PlainLines {
        var found = PlainLines()
        var iterator = FrozenJSON.BlockingLineBatches(of: count, from: input, maximumLineLength: limit).makeIterator()
        while let batch = iterator.next() {
            switch batch {
            case .success(let lines): found.add(lines, iterator.lineNumbers)
            case .failure(let error): found.error = error
            }
        }
        return found
    }

    @Test func `a file of many chunks has the lines of the whole, for tasks and for threads`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        await Seeds.eachAwaited(6) { seed in
            var random = SplitMix(seed: seed)
            var bytes: [UInt8] = random.oneIn(2) ? [0xEF, 0xBB, 0xBF] : []
            while bytes.count < 700_000 {
                let length = random.oneIn(9) ? Int.random(in: 0...99_000, using: &random) : Int(random.next() % 90)
                bytes += [UInt8](repeating: UInt8.random(in: 0x61...0x7A, using: &random), count: length)
                bytes += random.oneIn(3) ? [0x0D, 0x0A] : [0x0A]
            }
            bytes.removeLast(Int(random.next() % 3))
            let path = files.path("lines")
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let limit = random.oneIn(2) ? 98_000 : 100_000
            let expected = PlainLines(of: bytes, named: path, longest: limit)
            let count = Int.random(in: 1...2000, using: &random)

            var found = PlainLines()
            var sizes: [Int] = []
            let batches = FrozenJSON.LineBatches(of: count, from: .file(path), maximumLineLength: limit)
            var iterator = batches.makeAsyncIterator()
            do {
                while let batch = try await iterator.next() {
                    sizes.append(batch.count)
                    found.add(batch, iterator.lineNumbers)
                }
            } catch {
                found.error = error as? InputError
            }
            try require(found == expected, "other lines")
            try require(sizes.dropLast().allSatisfy { $0 == count }, "batches of \(sizes), not \(count)")
            try require(Self.blockingly(.file(path), of: count, longest: limit) == expected, "other lines, blockingly")
        }
    }

    @Test func `each iteration of a file begins at its beginning`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let input = Input.file(try files.makeFile("lines", "1\r\n\n2"))
        for _ in 0..<2 { #expect(try await Self.lines(of: input) == ["1", "2"]) }
        #expect(Self.blockingly(input).numbers == [1, 3])
        #expect(Self.blockingly(input).numbers == [1, 3])
    }

    #if os(Linux)
    @Test func `a file is opened whose name is not UTF-8`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = [UInt8](files.path("a").utf8) + [0xFF]
        let descriptor = unsafe (path + [0])
            .withUnsafeBytes { unsafe open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600) }
        try #require(descriptor >= 0)
        try #require(unsafe write(descriptor, "1\n2\n", 4) == 4)
        close(descriptor)
        #expect(try await Self.lines(of: .file(path)) == ["1", "2"])
        #expect(Input.file(path).name == files.path("a\u{FFFD}"))
    }
    #endif

    @Test func `a file that cannot be opened or read is an error of the first batch, with its path and the reason`()
        async throws
    {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let missing = files.path("missing")
        let error = await #expect(throws: InputError.self) { try await Self.lines(of: .file(missing)) }
        #expect(error == .cannotOpen(input: missing, errorNumber: ENOENT))
        #expect(error?.description == "\(missing): cannot be opened: No such file or directory")
        #expect(Self.blockingly(.file(missing)).error == error)

        let directory = NSTemporaryDirectory()
        let unreadable = await #expect(throws: InputError.self) { try await Self.lines(of: .file(directory)) }
        #expect(unreadable?.description == "\(directory): cannot be read: Is a directory")
        #expect(Self.blockingly(.file(directory)).error == unreadable)

        let cut = await #expect(throws: InputError.self) { try await Self.lines(of: .file(missing + "\0")) }
        #expect(cut == .cannotOpen(input: missing + "\0", errorNumber: EINVAL))
    }

    @Test func `a gzip file is an error that names it`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = files.path("lines.gz")
        try Data([0x1F, 0x8B, 0x08, 0x00, 0x0A]).write(to: URL(fileURLWithPath: path))
        await #expect(throws: InputError.gzip(input: path)) { try await Self.lines(of: .file(path)) }
        #expect(Self.blockingly(.file(path)).error == .gzip(input: path))
    }

    @Test func `a line goes on from a pipe as soon as it is there, for tasks and for threads`() async throws {
        let pipe = try PipeEnds()
        try pipe.write("1\n2\n3")
        var iterator = FrozenJSON.LineBatches(of: 100, from: .file(pipe.path)).makeAsyncIterator()
        #expect(try await iterator.next()?.count == 2)  // or it would wait for ever
        pipe.closeWriting()
        #expect(try await iterator.next() == [[UInt8]("3".utf8)[...]])
        #expect(try await iterator.next() == nil)

        let other = try PipeEnds()
        try other.write("1\n2\n3")
        #expect(Self.firstBatch(.file(other.path)) == 2)
    }

    private static func firstBatch(_ input: Input) -> Int? {
        var iterator = FrozenJSON.BlockingLineBatches(of: 100, from: input).makeIterator()
        return try? iterator.next()?.get().count
    }

    @Test func `a cancel wakes the thread that waits for a pipe, and the task`() async throws {
        for _ in 0..<20 {
            let pipe = try PipeEnds()
            let (progress, report) = AsyncStream.makeStream(of: Int.self)
            try pipe.write("1\n{\"cut\":")
            let task = Task { [path = pipe.path] in
                var iterator = FrozenJSON.LineBatches(of: 9, from: .file(path)).makeAsyncIterator()
                report.yield(try await iterator.next()?.count ?? 0)
                await #expect(throws: CancellationError.self) { try await iterator.next() }
                return try await iterator.next() == nil
            }
            for await count in progress {
                #expect(count == 1)
                break
            }
            pipe.closeReading()
            task.cancel()
            #expect(try await task.value)
            #expect(pipe.isAbandoned())  // the thread has closed it
        }
    }

    @Test func `an iterator that is dropped ends its thread, which waits for a pipe`() async throws {
        for _ in 0..<20 {
            let pipe = try PipeEnds()
            try pipe.write("1\n")
            for try await batch in FrozenJSON.LineBatches(of: 9, from: .file(pipe.path)) {
                #expect(batch.count == 1)
                break
            }
            pipe.closeReading()
            #expect(pipe.isAbandoned())
        }
    }

    @Test func `a thread that waits for room ends when it is stopped, and nothing leaks`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = try files.makeFile("lines", String(repeating: "1\n", count: 1 << 20))
        for _ in 0..<20 {
            weak var shared: FrozenJSON.ReadAhead?
            do {
                let ahead = FrozenJSON.ReadAhead(interruption: try Interruption())
                shared = ahead
                try LoneThread.start(name: "lines", stackSize: 256 << 10) { ahead.read(.file(path)) }
                while !ahead.isFull { await Task.yield() }
                ahead.stop()
            }
            while shared != nil { await Task.yield() }
        }
    }

    @Test func `what is stopped has no end, also when all has been read`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let ahead = FrozenJSON.ReadAhead(interruption: try Interruption())
        ahead.read(.file(try files.makeFile("lines", "1\n")))
        ahead.stop()
        guard case .stopped = await ahead.take() else {
            Issue.record("it has a chunk, or an end")
            return
        }
    }

    @Test func `what is read ahead of a caller that is busy is bounded`() async throws {
        let pipe = try PipeEnds()
        try pipe.write("1\n")
        var iterator = FrozenJSON.LineBatches(of: 1, from: .file(pipe.path)).makeAsyncIterator()
        _ = try await iterator.next()
        // Five reads of a full pipe, of 64 KB, and what stays in it.
        #expect(pipe.writeWhatIsTaken(tries: 10_000) <= 6 * 65_536)
        pipe.closeWriting()
        #expect(try await iterator.next() == nil)
    }

    @Test func `tasks that wait for pipes hold up no other task`() async throws {
        let pipes = try (0..<ProcessInfo.processInfo.activeProcessorCount * 2 + 2).map { _ in try PipeEnds() }
        let inputs = pipes.map { Input.file($0.path) }
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            let (begun, begin) = AsyncStream.makeStream(of: Void.self)
            for input in inputs {
                group.addTask {
                    begin.yield()
                    return try await Self.lines(of: input).count
                }
            }
            var waiting = 0
            for await _ in begun {
                waiting += 1
                if waiting == inputs.count { break }
            }
            // This task can only go on because none of those has its thread.
            for pipe in pipes {
                try pipe.write("1\n2")
                pipe.closeWriting()
            }
            return try await group.reduce(0, +)
        }
        #expect(count == 2 * inputs.count)
    }

    #if os(Linux)
    @Test func `signals do not end a read`() async throws {
        let pipe = try PipeEnds()
        try pipe.write("1\n")
        let (begun, begin) = AsyncStream.makeStream(of: pthread_t.self)
        let input = Input.file(pipe.path)
        signal(SIGUSR2) { _ in handledSignals.add(1, ordering: .relaxed) }
        defer { signal(SIGUSR2, SIG_DFL) }
        let mayEnd = DispatchSemaphore(value: 0)  // it must be there as long as it gets signals
        defer { mayEnd.signal() }
        let hasRead = Flag()
        let found = AsyncStream { result in
            Thread.detachNewThread {
                var signals = sigset_t()
                unsafe sigaddset(&signals, SIGUSR2)
                unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)  // it begins as a thread of Dispatch's, without any
                begin.yield(pthread_self())
                result.yield(Self.blockingly(input))
                result.finish()
                hasRead.isUp.store(true, ordering: .releasing)
                mayEnd.wait()
            }
        }
        for await thread in begun {
            while handledSignals.load(ordering: .relaxed) < 200, !hasRead.isUp.load(ordering: .acquiring) {
                pthread_kill(thread, SIGUSR2)
                sched_yield()
            }
            break
        }
        try pipe.write("2\n")
        pipe.closeWriting()
        for await lines in found {
            #expect(lines.error == nil)
            #expect(lines.numbers == [1, 2])
        }
    }
    #endif
}

private let handledSignals = Atomic(0)

private final class Flag: Sendable {
    let isUp = Atomic(false)
}
