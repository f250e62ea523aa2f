// What the behaviour tests are rigged with: threads that may block, events to wait for, and counters of what lives.

import Foundation
import Testing
import WorkerPool

/// Everything that the library promises its users, told through its public face.
///
/// One test runs at a time, since each has a pool of its own and most of them block threads; and each has five minutes, so that one
/// that hangs is named.
@Suite(.serialized, .timeLimit(.minutes(5)))
enum Behaviour {}

// MARK: - Threads that may block

/// Runs every job on a thread of its own, which the job may block.
private final class ThreadPerJob: TaskExecutor {
    static let shared = ThreadPerJob()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let thread = Thread { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}

/// The test was cancelled, which is what its time limit does, while a thread was still at work for it.
struct ThreadStillAtWork: Error {}

/// Runs `body` on a fresh thread, where it may block, and suspends until it is done.
///
/// Expectations in it count for the test.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    let (values, continuation) = AsyncThrowingStream.makeStream(of: Value.self)
    Task(executorPreference: ThreadPerJob.shared) {
        do {
            continuation.yield(try body())
        } catch {
            continuation.finish(throwing: error)
        }
    }
    // A cancelled task gets nil here, and leaves a thread that hangs to itself.
    for try await value in values { return value }
    throw ThreadStillAtWork()
}

/// Runs `body` on `count` fresh threads at once, blocks until all are done, and answers in their order.
func onThreads<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Value) -> [Value] {
    let values = Log<(index: Int, value: Value)>()
    let start = Gate()
    let done = Tally()
    for index in 0..<count {
        let thread = Thread {
            start.wait()
            values.append((index, body(index)))
            done.add()
        }
        thread.stackSize = 1 << 20
        thread.start()
    }
    start.open()
    done.wait(for: count)
    return values.all.sorted { $0.index < $1.index }.map(\.value)
}

/// Which thread; unique among those that live.
struct ThreadID: Hashable, Sendable {
    private let handle: UInt

    static var current: ThreadID { ThreadID(handle: UInt(pthread_self())) }
}

// MARK: - Events to wait for

/// Closed until opened; then it stays open.
final class Gate: @unchecked Sendable {
    // `@unchecked Sendable`: `isOpen` is guarded by `condition`, as in the classes below.
    private let condition = NSCondition()
    private var isOpen = false

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }

    func wait() {
        condition.withLock { while !isOpen { condition.wait() } }
    }
}

/// Counts events, and lets a thread wait for the n-th.
final class Tally: @unchecked Sendable {
    private let condition = NSCondition()
    private var count = 0

    var value: Int { condition.withLock { count } }

    @discardableResult
    func add(_ more: Int = 1) -> Int {
        condition.withLock {
            count += more
            condition.broadcast()
            return count
        }
    }

    func wait(for value: Int) {
        condition.withLock { while count < value { condition.wait() } }
    }
}

/// What happened, in the order in which it did.
final class Log<Entry>: @unchecked Sendable {
    private let lock = NSLock()
    private var entries: [Entry] = []

    var all: [Entry] { lock.withLock { entries } }

    func append(_ entry: Entry) {
        lock.withLock { entries.append(entry) }
    }
}

/// A variable that threads share.
final class Shared<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: Value

    init(_ value: Value) { stored = value }

    var value: Value {
        get { lock.withLock { stored } }
        // What was stored dies after the lock is released: its end may run a test's code.
        set { _ = exchange(newValue) }
    }

    func exchange(_ value: Value) -> Value {
        lock.withLock {
            let old = stored
            stored = value
            return old
        }
    }
}

/// Looks again and again, for what the operating system tells nobody about: threads that come and go.
///
/// A thread that was joined may still be listed for a moment: the system lets its joiner go on before it takes it off the list.
func yieldUntil(_ condition: () -> Bool) {
    while !condition() && !Task.isCancelled { sched_yield() }
}

// MARK: - What lives

/// Counts the residents that live, and lets a thread wait until none does.
final class Census: @unchecked Sendable {
    private let condition = NSCondition()
    private var counts = (born: 0, living: 0, peak: 0)

    var born: Int { condition.withLock { counts.born } }
    var living: Int { condition.withLock { counts.living } }
    /// The most that lived at a time.
    var peak: Int { condition.withLock { counts.peak } }

    func waitUntilNobodyLives() {
        condition.withLock { while counts.living > 0 { condition.wait() } }
    }

    fileprivate func enter() {
        condition.withLock {
            counts.born += 1
            counts.living += 1
            counts.peak = max(counts.peak, counts.living)
        }
    }

    fileprivate func leave() {
        condition.withLock {
            counts.living -= 1
            condition.broadcast()
        }
    }
}

/// Lives in a census until its last reference is gone; then runs `atEnd`, with no lock held, and leaves.
final class Resident: Sendable {
    private let census: Census
    private let atEnd: @Sendable () -> Void

    init(of census: Census, atEnd: @escaping @Sendable () -> Void = {}) {
        self.census = census
        self.atEnd = atEnd
        census.enter()
    }

    deinit {
        atEnd()
        census.leave()
    }
}

// MARK: - Pools

private let poolsMade = Tally()

/// A pool whose threads' names no other test's pool has.
func makePool(
    workers: Int = 2,
    retrieveHelps: Bool = true,
    _ configure: (inout WorkerPool.Configuration) -> Void = { _ in }
) throws -> WorkerPool {
    var configuration = WorkerPool.Configuration()
    configuration.workers = workers
    configuration.retrieveHelps = retrieveHelps
    configuration.threadNamePrefix = "t\(poolsMade.add())"
    configure(&configuration)
    return try WorkerPool(configuration)
}

extension WorkerPool {
    /// A lane with such settings, which must be valid.
    func lane<D: WorkerPool.Decoder>(
        _ name: String,
        decoder: D,
        minPayloads: Int? = nil,
        decodesInPlace: Bool = true
    ) -> Lane<D.Payload, D.Output, D.Failure> {
        var settings = LaneSettings()
        settings.minPayloads = minPayloads
        settings.decodesInPlace = decodesInPlace
        do {
            return try lane(name, decoder: decoder, settings: settings)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

/// Keeps every worker of `pool` inside a decoder; returns when they all are there.
///
/// - Returns: The gate that lets them go.
func occupyWorkers(of pool: WorkerPool) -> Gate {
    let gate = Gate()
    let inside = Tally()
    for _ in 0..<pool.configuration.workers {
        _ = pool.dispatchAsync([()]) {
            inside.add()
            gate.wait()
        }
    }
    inside.wait(for: pool.configuration.workers)
    return gate
}

/// The outputs, where every payload succeeded.
func outputs<Output, Failure>(_ results: [Result<Output, Failure>]) throws -> [Output] {
    try results.map { try $0.get() }
}

/// Keeps a processor busy for a time that is proportional to `units`, some nanoseconds each.
@inline(never)
@discardableResult
func compute(_ units: Int) -> UInt64 {
    var state: UInt64 = 1
    for _ in 0..<units { state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }
    return state
}

/// A message that a decoder rejects.
struct Rejection: Error, Hashable {
    let payload: Int
}

// MARK: - What Linux tells about threads

/// A thread of this process as `/proc/self/task` shows it.
struct ThreadEntry {
    let id: String
    let name: String

    /// The threads whose names begin with `prefix`.
    static func all(prefix: String) -> [ThreadEntry] {
        let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return ids.compactMap { id in
            guard let name = read("/proc/self/task/\(id)/comm"), name.hasPrefix(prefix) else { return nil }
            return ThreadEntry(id: id, name: String(name.dropLast()))
        }
    }

    /// The threads of `pool`.
    static func all(of pool: WorkerPool) -> [ThreadEntry] { all(prefix: pool.configuration.threadNamePrefix + "-") }

    static var currentName: String { String((read("/proc/thread-self/comm") ?? "").dropLast()) }

    /// A field of `stat`, numbered as in proc(5): 3 is the state, 19 the nice value, 41 the scheduling policy.
    func stat(_ field: Int) -> String? {
        guard let stat = Self.read("/proc/self/task/\(id)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[end...].split(whereSeparator: \.isWhitespace)
        return field - 2 < fields.count ? String(fields[field - 2]) : nil
    }

    /// How often it was switched in or out.
    var contextSwitches: Int? {
        guard let status = Self.read("/proc/self/task/\(id)/status") else { return nil }
        return status.split(separator: "\n").filter { $0.contains("ctxt_switches") }
            .compactMap { $0.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) } }
            .reduce(0, +)
    }

    static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension WorkerPool {
    /// Whether the calling thread is one of this pool's.
    var isRunningHere: Bool { ThreadEntry.currentName.hasPrefix(configuration.threadNamePrefix + "-") }
}

/// The bytes of address space that this process has mapped.
func addressSpace() -> Int {
    let pages = ThreadEntry.read("/proc/self/statm")?.split(separator: " ").first.flatMap { Int($0) } ?? 0
    return pages * Int(getpagesize())
}
