/// What a future can ask of the batch that will complete it.
@usableFromInline
protocol PendingWork: AnyObject, Sendable {
    /// Decodes of the batch what nobody has claimed, on the calling thread, if a waiting thread should do so here.
    func help()
    /// The batch is decided as cancelled: takes back what nobody has claimed.
    func withdraw()
    /// How long a thread looks for the results before it sleeps.
    var blockingPatience: Patience { get }
    /// How long a task looks for the results before it is suspended.
    var suspendingPatience: Patience { get }
}
