import Testing

@testable import WorkerPool

@Suite("What a lane has seen of its callers")
struct AttendanceTests {
    /// Not copyable by itself, which the expectations would want it to be.
    private final class Lane {
        private let attendance = Attendance()
        var expectsHelp: Bool { attendance.expectsHelp }
        /// How many batches are decoded in place until the next is handed over.
        var span: Int {
            var count = 0
            while attendance.takeInPlace() { count += 1 }
            return count
        }
        func note(hasHelped: Bool, cameAtOnce: Bool?) {
            attendance.note(hasHelped: hasHelped, cameAtOnce: cameAtOnce)
        }
    }

    @Test func ofALaneWithoutHistoryNothingIsExpected() {
        let lane = Lane()
        #expect(!lane.expectsHelp)
        #expect(lane.span == 0)
    }

    @Test func theLastCallerTellsWhatTheNextWillDo() {
        let lane = Lane()
        lane.note(hasHelped: true, cameAtOnce: false)
        #expect(lane.expectsHelp)
        #expect(lane.span == 0)
        lane.note(hasHelped: false, cameAtOnce: false)
        #expect(!lane.expectsHelp)
    }

    @Test func theMoreOftenCallersCameAtOnceTheMoreBatchesAreDecodedInPlaceBeforeTheNextLook() {
        let lane = Lane()
        var spans: [Int] = []
        for _ in 0..<11 {
            lane.note(hasHelped: true, cameAtOnce: true)
            spans.append(lane.span)
        }
        #expect(spans == [1, 2, 4, 8, 16, 32, 64, 128, 256, 256, 256])
    }

    @Test func oneThatComesLateIsNotBelievedAtOnceTheThirdIs() {
        let lane = Lane()
        for _ in 0..<9 { lane.note(hasHelped: true, cameAtOnce: true) }
        var spans: [Int] = []
        for _ in 0..<3 {
            lane.note(hasHelped: true, cameAtOnce: false)
            spans.append(lane.span)
        }
        #expect(spans == [32, 4, 0])
        lane.note(hasHelped: true, cameAtOnce: true)
        #expect(lane.span == 1)
    }

    @Test func ofWhomNothingCanBeSaidNothingIsLearnedAndTheNextIsLookedAt() {
        let lane = Lane()
        for _ in 0..<2 { lane.note(hasHelped: true, cameAtOnce: true) }
        #expect(lane.span == 2)
        lane.note(hasHelped: true, cameAtOnce: nil)
        #expect(lane.span == 0)
        lane.note(hasHelped: true, cameAtOnce: true)
        #expect(lane.span == 4)
    }
}
