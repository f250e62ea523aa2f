import Testing

@testable import WorkerPool

@Suite("The configuration")
struct ConfigurationTests {
    typealias Configuration = WorkerPool.Configuration

    /// The complaint about a configuration that is the default but for one change; nil where there is none.
    private func complaint(_ change: (inout Configuration) -> Void) -> WorkerPool.StartError? {
        var configuration = Configuration()
        change(&configuration)
        do throws(WorkerPool.StartError) {
            try configuration.validate()
            return nil
        } catch {
            return error
        }
    }

    private func expect(
        _ error: WorkerPool.StartError?,
        names field: String,
        _ value: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .invalid(field, value, let requirement)? = error else {
            Issue.record(
                "\(String(describing: error)) does not name \(field) and \(value)",
                sourceLocation: sourceLocation
            )
            return
        }
        #expect(!requirement.isEmpty, sourceLocation: sourceLocation)
        let text = error!.description
        #expect(text.contains(field) && text.contains(value), "\(text)", sourceLocation: sourceLocation)
    }

    @Test func `the default makes sense`() {
        #expect(complaint { _ in } == nil)
        #expect(Configuration().workers == Configuration.availableCPUs)
        #expect(Configuration().minPayloads == 1)
        #expect(Configuration().retrieveHelps)
        #expect(Configuration().priority == .normal)
    }

    @Test(arguments: [0, -1, 4097, 1_000_000, .min, .max])
    func `a number of workers that makes no sense is named`(workers: Int) {
        expect(complaint { $0.workers = workers }, names: "workers", "\(workers)")
    }

    @Test(arguments: [1, 2, 4096])
    func `one to four thousand workers make sense`(workers: Int) {
        #expect(complaint { $0.workers = workers } == nil)
    }

    @Test(arguments: [0, -1, .min])
    func `a minimum of no payloads is named`(minimum: Int) {
        expect(complaint { $0.minPayloads = minimum }, names: "minPayloads", "\(minimum)")
    }

    @Test(arguments: [1, 100, .max])
    func `any other minimum of payloads makes sense`(minimum: Int) {
        #expect(complaint { $0.minPayloads = minimum } == nil)
    }

    @Test(arguments: ["", "a\u{0}b"])
    func `a prefix that cannot be a thread's name is named`(prefix: String) {
        expect(complaint { $0.threadNamePrefix = prefix }, names: "threadNamePrefix", "\"\(prefix)\"")
    }

    @Test(arguments: [(512 << 10) - 1, 0, -1, (1 << 30) + 1, .max])
    func `a stack that is too small or too large is named`(bytes: Int) {
        expect(complaint { $0.stackSize = bytes }, names: "stackSize", "\(bytes)")
    }

    @Test(arguments: [512 << 10, 1 << 20, 1 << 30])
    func `any other stack makes sense`(bytes: Int) {
        #expect(complaint { $0.stackSize = bytes } == nil)
    }

    @Test(arguments: [-1, 20, .min, .max])
    func `a nice value that the system does not know is named`(increment: Int) {
        expect(complaint { $0.priority = .nice(increment) }, names: "priority", "nice(\(increment))")
    }

    @Test(arguments: [.normal, .nice(0), .nice(19), .batch, .idle] as [Configuration.Priority])
    func `any other priority makes sense`(priority: Configuration.Priority) {
        #expect(complaint { $0.priority = priority } == nil)
    }

    @Test func `a pool is not made of a configuration that makes no sense`() {
        #expect(throws: WorkerPool.StartError.self) { try WorkerPool(workers: 0) }
    }

    // MARK: Thread names

    @Test func `a thread is named by prefix and number`() {
        #expect(Configuration().threadName("0") == "workerpool-0")
        #expect(Configuration().threadName("co") == "workerpool-co")
    }

    @Test(arguments: ["0", "co", "42", "4095"])
    func `a long prefix is cut so that the number is seen`(suffix: String) {
        var configuration = Configuration()
        configuration.threadNamePrefix = "a-very-long-service-name"
        let name = configuration.threadName(suffix)
        #expect(name.utf8.count == 15)
        #expect(name.hasSuffix("-" + suffix))
        #expect(configuration.threadNamePrefix.hasPrefix(name.dropLast(suffix.count + 1)))
    }

    @Test func `a prefix is cut between characters`() {
        var configuration = Configuration()
        configuration.threadNamePrefix = "größenwächter"
        let name = configuration.threadName("10")
        #expect(name == "größenwäc-10" || name.utf8.count <= 15)
        #expect(name.utf8.count <= 15)
        #expect(name.unicodeScalars.allSatisfy { $0 != "\u{FFFD}" })
        #expect(configuration.threadNamePrefix.hasPrefix(name.dropLast(3)))
    }

    @Test func `a prefix of one huge character is left out`() {
        var configuration = Configuration()
        configuration.threadNamePrefix = "👩‍👩‍👧‍👦"
        #expect(configuration.threadName("3") == "-3")
    }
}
