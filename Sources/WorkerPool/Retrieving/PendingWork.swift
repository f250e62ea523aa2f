/// What a promise can ask of the batch that will settle it.
@usableFromInline
protocol PendingWork: AnyObject, Sendable {
    /// Blocks the calling thread until `results`, those of the batch, are settled; it may help to decode the batch meanwhile.
    func wait(for results: borrowing WaiterList)
    /// Stops all further claims on the batch.
    ///
    /// - Returns: How many payloads nobody had claimed; more than zero for one caller only, which must withdraw them.
    func halt() -> Int
    /// Takes back `payloads` halted payloads, after the promise was settled.
    func withdraw(_ payloads: Int)
    /// How long a task looks for the results before it suspends.
    var suspendingPatience: Patience { get }
}
