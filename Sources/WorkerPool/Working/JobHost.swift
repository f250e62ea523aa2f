/// What a job asks of the pool on behalf of a thread that is none of the pool's.
@usableFromInline
protocol JobHost: AnyObject, Sendable {
    /// Lets the calling thread decode of `job` what nobody has claimed.
    func help(_ job: Job)
    /// Takes back `payloads` that were halted of `job`, which is cancelled.
    func withdraw(_ payloads: Int, of job: Job)
    /// `job` is over: workers that keep a workspace of it must release it.
    func release(_ owner: WorkspaceOwner)
    var workerCount: Int { get }
    /// How long a thread, or a task, looks for its results before it sleeps.
    var blockingPatience: Patience { get }
    var suspendingPatience: Patience { get }
}
