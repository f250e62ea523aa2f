/// What one thread did in a job between coming and going.
struct Stint {
    enum Ending {
        /// Nothing is left to claim.
        case exhausted
        /// The thread was wanted elsewhere, or in the way.
        case calledAway
        /// What is left turned out to be worth more workers.
        case understaffed
    }

    var payloads = 0
    var nanoseconds: UInt64 = 0
    /// The duration of the last slice, which is what the lane is charged: a worker is recalled at the end of the first slice during
    /// which another lane waits, so what it did before was nobody else's time.
    var charge: UInt64 = 0
    var ending = Ending.exhausted
}
