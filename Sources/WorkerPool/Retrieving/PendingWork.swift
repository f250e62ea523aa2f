/// What a future can ask of the batch that will complete it.
@usableFromInline
protocol PendingWork: AnyObject, Sendable {
    /// Decodes of the batch what nobody has claimed, on the calling thread, if a waiting thread should do so here.
    func help()
    /// Lets nobody claim any more of the batch.
    ///
    /// - Returns: How many payloads nobody had claimed; for whoever is answered more than zero, once, to withdraw.
    func halt() -> Int
    /// Takes back `payloads` that were halted, after the future was settled.
    func withdraw(_ payloads: Int)
    /// How long a thread looks for the results before it sleeps.
    var blockingPatience: Patience { get }
    /// How long a task looks for the results before it is suspended.
    var suspendingPatience: Patience { get }
}
