/// Where a batch goes, and for how long it may hold the thread that dispatches it.
@usableFromInline
enum Route: Sendable, Equatable {
    /// To be decoded in place to its end, untimed.
    case inPlace
    /// To be decoded in place; what is left of it after `budget` nanoseconds is handed over.
    case inPlaceFor(budget: Double)
    /// The same, for a caller that would only wait for it, as long as nobody else is at work; `isTrial` says whether to note in the trial
    /// how long it took.
    case soleCaller(budget: Double, isTrial: Bool)
    /// To be handed over to the workers.
    case handOver
}
