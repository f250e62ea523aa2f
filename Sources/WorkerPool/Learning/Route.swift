/// Where a batch goes, and for how long it may hold the thread that dispatches it.
@usableFromInline
enum Route: Sendable, Equatable {
    /// To be decoded in place to its end, untimed.
    case inPlace
    /// To be decoded in place; what is left after `budget` nanoseconds is handed over.
    case inPlaceFor(budget: Double)
    /// The same, for a caller that would only wait, while nobody else is at work; `isTrial` says whether the trial
    /// notes the time.
    case soleCaller(budget: Double, isTrial: Bool)
    /// To be handed over to the workers.
    case handOver
}
