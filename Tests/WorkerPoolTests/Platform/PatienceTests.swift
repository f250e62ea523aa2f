import Testing

@testable import WorkerPool

@Suite("Patience")
struct PatienceTests {
    @Test func thatOfZeroNeverLooks() {
        let patience = Patience(nanoseconds: 0)
        var looks = 0
        let isThere = patience.look {
            looks += 1
            return true
        }
        #expect(!isThere)
        #expect(looks == 0)
    }

    @Test func itSeesWhatIsThereAtTheFirstLook() {
        let patience = Patience(nanoseconds: 1)
        var looks = 0
        let isThere = patience.look {
            looks += 1
            return true
        }
        #expect(isThere)
        #expect(looks == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func itSeesWhatComesWhileItLooks() {
        let patience = Patience(nanoseconds: .max / 2)
        var looks = 0
        let isThere = patience.look {
            looks += 1
            return looks == 1000
        }
        #expect(isThere)
    }

    @Test func itGivesUpWhereLookingIsInVainAndLooksAgainFromTimeToTime() {
        let patience = Patience(nanoseconds: 1)
        #expect(omissions(of: patience, count: 5) == [2, 4, 8, 16, 16])
    }

    @Test func itLooksAlwaysAgainOnceALookWasRewarded() {
        let patience = Patience(nanoseconds: 1)
        _ = omissions(of: patience, count: 4)
        let rewarded = (0..<100).first { _ in patience.look { true } }
        #expect(rewarded != nil)
        for _ in 0..<10 {
            let isThere = patience.look { true }
            #expect(isThere)
        }
        #expect(omissions(of: patience, count: 2) == [2, 4], "and its failures are counted from the beginning")
    }

    /// After each of `count` looks in vain, how often it then did not look.
    private func omissions(of patience: Patience, count: Int) -> [Int] {
        func looks() -> Bool {
            var hasLooked = false
            let isThere = patience.look {
                hasLooked = true
                return false
            }
            #expect(!isThere)
            return hasLooked
        }
        _ = looks()
        return (0..<count)
            .map { _ in
                var omitted = 0
                while !looks(), omitted < 100 { omitted += 1 }
                return omitted
            }
    }
}
