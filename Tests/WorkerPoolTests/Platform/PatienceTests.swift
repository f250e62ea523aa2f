import Testing

@testable import WorkerPool

@Suite("Patience")
struct PatienceTests {
    @Test func thatOfZeroNeverLooks() {
        let patience = lasting(0)
        #expect(looks(patience, until: 1) == (0, false))
    }

    @Test func itSeesWhatIsThereAtTheFirstLook() {
        let patience = lasting(1)
        #expect(looks(patience, until: 1) == (1, true))
    }

    @Test(.timeLimit(.minutes(1)))
    func itSeesWhatComesWhileItLooks() {
        let patience = lasting(.max / 2)
        #expect(looks(patience, until: 1000) == (1000, true))
    }

    @Test func itGivesUpAfterItsLimit() {
        let patience = lasting(1)
        #expect(looks(patience, until: nil).isThere == false)
    }

    @Test func itDoesNotLookAfterAWaitThatWasLonger() {
        let patience = lasting(1_000_000_000)
        patience.note(wait: 1_000_000_001)
        #expect(looks(patience, until: 1) == (0, false))
    }

    @Test func itLooksAgainAfterAWaitThatWasNot() {
        let patience = lasting(1_000_000_000)
        patience.note(wait: 1_000_000_001)
        patience.note(wait: 1_000_000_000)
        #expect(looks(patience, until: 1) == (1, true))
    }

    @Test func aLookInVainAloneDoesNotDiscourageIt() {
        // The wait goes on asleep, and its end will say how long it was.
        let patience = lasting(1)
        #expect(looks(patience, until: nil).isThere == false)
        #expect(looks(patience, until: 1) == (1, true))
    }

    @Test func whoComesNewLooksInThePlaceOfWhoLooked() {
        let patience = lasting(.max / 2)
        var outer = 0
        var inner: (count: Int, isThere: Bool)?
        let isThere = patience.look(from: Clock.now()) {
            outer += 1
            inner = looks(patience, until: 3)
            return false
        }
        #expect(inner?.count == 3)
        #expect(inner?.isThere == true)
        #expect(!isThere)
        #expect(outer == 1)
    }

    @Test func whoIsNotGivenTheCPUBackSoonGivesUp() {
        let patience = Patience(nanoseconds: .max / 2, longestYield: 0)
        #expect(looks(patience, until: nil) == (2, false))
        #expect(looks(patience, until: 2) == (2, true), "it looks once more before it does")
    }

    /// One that other load on the machine does not make give up.
    private func lasting(_ nanoseconds: UInt64) -> Patience {
        Patience(nanoseconds: nanoseconds, longestYield: .max)
    }

    /// How often it looked for something that is there at the look `end`, or never; and whether it saw it.
    private func looks(_ patience: Patience, until end: Int?) -> (count: Int, isThere: Bool) {
        var count = 0
        let isThere = patience.look(from: Clock.now()) {
            count += 1
            return count == end
        }
        return (count, isThere)
    }
}
