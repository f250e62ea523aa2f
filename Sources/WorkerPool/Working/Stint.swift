/// What one thread did in a job between coming and going.
struct Stint {
    enum Ending {
        /// Nothing is left to claim.
        case exhausted
        /// The thread was wanted elsewhere, or was in the way.
        case calledAway
        /// What is left turned out to be worth more workers, or the caller for which a place was kept has not come.
        case understaffed
    }

    private(set) var payloads = 0
    private(set) var nanoseconds: UInt64 = 0
    /// What the lane is charged, in nanoseconds: how long another lane has now been waiting, and at least the last
    /// slice.
    ///
    /// Time that it used while no other lane waited was taken from nobody.
    private(set) var charge: UInt64 = 0
    /// Whether another lane waited at the end of the last slice.
    var isContended = false
    var ending = Ending.exhausted

    /// A slice was decoded.
    mutating func add(_ slice: Range<Int>, nanoseconds duration: UInt64) {
        payloads += slice.count
        nanoseconds += duration
        charge = isContended ? charge + duration : duration
    }
}
