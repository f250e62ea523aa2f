import Synchronization
import Testing

@testable import WorkerPool

/// By a clock that the test moves: a look takes a nanosecond, and a sleep as long as the test says.
@Suite("Patience", .timeLimit(.minutes(5)))
struct PatienceTests {
    private let time = VirtualTime()

    @Test func `that of zero never looks`() {
        #expect(wait(patience(0), until: 1) == Wait(looks: 0, hasSlept: true))
    }

    @Test func `it sees what is there at the first look`() {
        #expect(wait(patience(10), until: 1) == Wait(looks: 1, hasSlept: false))
    }

    @Test func `it sees what comes while it looks`() {
        #expect(wait(patience(1000), until: 900) == Wait(looks: 900, hasSlept: false))
    }

    @Test func `it sleeps after its limit`() {
        #expect(wait(patience(10), until: nil) == Wait(looks: 11, hasSlept: true))
    }

    @Test func `it does not look after a wait that was longer than its limit, and looks again after one that was not`()
    {
        let patience = patience(10)
        #expect(wait(patience, until: nil, sleep: 100).hasSlept)
        #expect(wait(patience, until: 1, sleep: 10) == Wait(looks: 0, hasSlept: true))
        #expect(wait(patience, until: 1) == Wait(looks: 1, hasSlept: false))
    }

    @Test func `who comes new looks in the place of who looked`() {
        let patience = patience(1000)
        var inner: Wait?
        var looks = 0
        var hasSlept = false
        patience.wait(
            until: {
                looks += 1
                if inner == nil { inner = wait(patience, until: 3) }
                return false
            },
            sleep: { hasSlept = true }
        )
        #expect(inner == Wait(looks: 3, hasSlept: false))
        #expect(hasSlept)
        #expect(looks == 2, "one more before it sleeps")
    }

    @Test func `who is not given the CPU back soon sleeps`() {
        let patience = Patience(by: Clock(virtual: time), limit: 1000, longestYield: 0)
        #expect(wait(patience, until: nil) == Wait(looks: 2, hasSlept: true))
        #expect(wait(Patience(by: Clock(virtual: time), limit: 1000, longestYield: 0), until: 2).hasSlept == false)
    }

    private struct Wait: Equatable {
        var looks = 0
        var hasSlept = false
    }

    private func patience(_ limit: UInt64) -> Patience {
        Patience(by: Clock(virtual: time), limit: limit, longestYield: .max)
    }

    /// Waits for something that is there at the look `end`, or never.
    private func wait(_ patience: Patience, until end: Int?, sleep nanoseconds: UInt64 = 0) -> Wait {
        var wait = Wait()
        patience.wait(
            until: {
                wait.looks += 1
                time.nanoseconds.add(1, ordering: .relaxed)
                return wait.looks == end
            },
            sleep: {
                wait.hasSlept = true
                time.nanoseconds.add(nanoseconds, ordering: .relaxed)
            }
        )
        return wait
    }
}
