/// What a job asks of the pool on behalf of a thread that does not belong to the pool.
@usableFromInline
protocol JobHost: AnyObject, Sendable {
    /// Blocks the calling thread until `results`, those of `job`, are settled; it may help to decode `job` meanwhile.
    func wait(for results: borrowing WaiterList, of job: Job)
    /// Takes back `payloads` halted payloads of `job`, which is cancelled.
    func withdraw(_ payloads: Int, of job: Job)
    /// `job` is over: workers that keep a workspace of it must release it.
    func release(_ owner: WorkspaceOwner)
    var workerCount: Int { get }
    /// How many threads find a CPU, at least 2.
    var cpuCount: Int { get }
    /// How long a task looks for its results before it suspends.
    var suspendingPatience: Patience { get }
}
