extension WorkerPool {
    /// What a pool is made of.
    ///
    /// Every field has a default that suits a service.
    public struct Configuration: Sendable, Hashable {
        /// How many worker threads decode; 1 to 4,096.
        ///
        /// By default the CPUs that this process may really use: those of its affinity mask, but no more than its
        /// control group's quota (version 1 or 2) rounded up, counted as the JVM counts them.
        public var workers: Int = Self.availableCPUs

        /// A batch of fewer payloads than this is decoded in place, on the thread that dispatches it, and never touches
        /// another thread.
        ///
        /// 1, the default, sets no such bound. Lanes start with this value and may have their own. Independently of it,
        /// they may decode in place what they have learned is cheap: see ``WorkerPool/LaneSettings/decodesInPlace``.
        public var minPayloads: Int = 1

        /// The prefix of the threads' names: `workerpool-0` is the first worker, `workerpool-co` the coordinator.
        ///
        /// Linux shows 15 bytes of a thread's name; a longer prefix is cut so that the number stays visible.
        public var threadNamePrefix: String = "workerpool"

        /// The stack of each worker in bytes; 512 KiB to 1 GiB, rounded to pages by the system.
        ///
        /// It is only address space until it is touched. The default, 8 MiB, is what a main thread has: Foundation's
        /// JSON decoder needs more than 1 MiB for the deepest document that it accepts.
        public var stackSize: Int = 8 << 20

        /// The scheduling priority of the workers' threads, and of no others.
        ///
        /// See ``Priority``.
        public var priority: Priority = .normal

        /// Whether a blocking `retrieve()` decodes slices of its own batch instead of sleeping.
        ///
        /// On by default, so that no caller sleeps while its own batch waits and a CPU is free. When every CPU is busy
        /// the caller sleeps, and decodes only if the workers make no progress, since they may be waiting for a lock
        /// that it holds; it checks after 20 ms, then ever more rarely, but at least every 160 ms. The batch's own
        /// decoder must not take such a lock, since the caller may run it. Turn this off if the retrieving thread must
        /// not decode, or has a small stack; then never call `retrieve()` under a lock that any decoder takes, since
        /// both would wait for ever. On the threads of pools `retrieve()` helps whatever this says, since it would
        /// otherwise deadlock there; the `async` form never decodes.
        public var retrieveHelps: Bool = true

        /// A configuration with the default for every field.
        public init() {}

        /// The CPUs that this process may really use, at least 1; read anew on each call, some 50 µs.
        public static var availableCPUs: Int { AvailableCPUs.count() }
    }
}

extension WorkerPool.Configuration {
    /// The scheduling priority of the workers' threads, the same for all of them.
    ///
    /// Lanes and batches have no priority of their own, nor does a task's priority follow what it dispatches: lanes
    /// share the workers evenly.
    ///
    /// A low priority has a price: the pool has one lock, held for the few dozen instructions of an event. A worker
    /// that loses its CPU just then, and is last in line for another, holds up whoever dispatches at that moment. That
    /// is rare, and takes longer the lower the priority and the busier the CPUs: milliseconds at `nice(10)`, more at
    /// `nice(19)` and `idle`.
    public enum Priority: Sendable, Hashable {
        /// The same priority as the thread that makes the pool.
        case normal
        /// A nice value 0 to 19 higher than that of the thread that makes the pool, but at most 19 in all: the higher,
        /// the more a worker gives way to the process's other threads when CPUs are short.
        ///
        /// It needs no privilege. Darwin has no nice values for threads, so there it is QoS class utility; on Windows a
        /// lower thread priority.
        case nice(Int)
        /// Linux's `SCHED_BATCH`: like `normal`, but a worker that wakes up preempts nobody.
        ///
        /// On Darwin QoS class utility, on Windows a thread priority below normal.
        case batch
        /// Linux's `SCHED_IDLE`: runs when nobody else wants the CPU, so hardly at all when others load it fully.
        ///
        /// On Darwin QoS class background, on Windows idle thread priority.
        case idle
    }

    /// Throws a ``WorkerPool/StartError/invalid(field:value:requirement:)`` for the first invalid field.
    func validate() throws(WorkerPool.StartError) {
        func require(
            _ isValid: Bool,
            _ field: String,
            _ value: some CustomStringConvertible,
            _ requirement: String
        ) throws(WorkerPool.StartError) {
            guard isValid else {
                throw .invalid(field: field, value: value.description, requirement: requirement)
            }
        }
        try require((1...4096).contains(workers), "workers", workers, "1 to 4096")
        try require(minPayloads >= 1, "minPayloads", minPayloads, "at least 1")
        try require(
            !threadNamePrefix.isEmpty && !threadNamePrefix.utf8.contains(0),
            "threadNamePrefix",
            "\"\(threadNamePrefix)\"",
            "at least one character, and none of them NUL"
        )
        try require(
            (512 << 10...1 << 30).contains(stackSize),
            "stackSize",
            stackSize,
            "524288 (512 KiB) to 1073741824 (1 GiB)"
        )
        if case .nice(let increment) = priority {
            try require((0...19).contains(increment), "priority", "nice(\(increment))", "nice(0) to nice(19)")
        }
    }

    /// The name of a thread, cut so that `suffix` always stays visible.
    func threadName(_ suffix: String) -> String {
        var prefix = threadNamePrefix
        while prefix.utf8.count + suffix.utf8.count + 1 > 15 && !prefix.isEmpty { prefix.removeLast() }
        return prefix + "-" + suffix
    }
}
