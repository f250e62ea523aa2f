import TestSupport
import Testing

@testable import WorkerPool

/// Any debt or credit, of any number of lanes, from any history: nobody with little to do pays for it.
@Suite("Whatever happened before")
struct RandomHistoriesTests {
    /// See ``RandomHistory`` for what happens, and ``Wait`` for what a part of each lane is.
    @Test(.timeLimit(.minutes(5)), arguments: 0..<4)
    func `one small payload at a time waits for at most a part of each lane`(quarter: Int) {
        Seeds.each(2_500) { seed in
            var history = RandomHistory(seed: seed &+ UInt64(quarter) << 48)
            var small = try history.openSmallLane()
            history.run(events: 6)
            if seed % 2 == 0 { small = try history.openSmallLane() }
            for _ in 0..<5 {
                try Wait.measure(small, in: history.pool)
                history.pass(steps: 10)
            }
        }
    }
}
