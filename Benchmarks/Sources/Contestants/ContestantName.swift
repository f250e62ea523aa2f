// Who takes part.

/// Everything that a user would pick instead of the pool, the talk's other patterns, and the limit.
public enum ContestantName: String, Sendable, CaseIterable {
    case plainLoop = "plain loop"
    /// Awaited by tasks, as a service does.
    case workerPool = "WorkerPool"
    /// By threads that block in `retrieve`.
    case workerPoolBlocking = "WorkerPool, blocking"
    case taskGroupByCore = "TaskGroup by core"
    case taskGroupOnOwnThreads = "TaskGroup on own threads"
    case taskGroupByMessage = "TaskGroup by message"
    case concurrentPerform
    case dispatchQueue = "DispatchQueue"
    case operationQueue = "OperationQueue"
    case nioThreadPool = "NIOThreadPool"
    case threadsAndACondition = "threads and a condition"
    case prePartitioned = "pre-partitioned"
    case ephemeral
    case supervisor
    /// As many separate processes as cores; not made by ``Contestant``.
    case limit

    /// Those that run in this process.
    public static let all = allCases.filter { $0 != .limit }
    /// Those that the pool is compared with, in this process.
    public static let others = all.filter { $0 != .workerPool && $0 != .workerPoolBlocking }
}
