/// What a promise can ask of the batch that will settle it.
@usableFromInline
protocol PendingWork: AnyObject, Sendable {
    /// Blocks the calling thread until `results`, those of the batch, are settled; it may help to decode the batch meanwhile.
    func wait(for results: borrowing WaiterList)
    /// Lets nobody claim any more of the batch.
    ///
    /// - Returns: How many payloads nobody had claimed; for whoever is answered more than zero, once, to withdraw.
    func halt() -> Int
    /// Takes back `payloads` that were halted, after the promise was settled.
    func withdraw(_ payloads: Int)
    /// How long a task looks for the results before it is suspended.
    var suspendingPatience: Patience { get }
}
