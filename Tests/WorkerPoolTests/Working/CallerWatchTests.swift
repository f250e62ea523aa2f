import Testing

@testable import WorkerPool

@Suite("Whether a caller comes at once")
struct CallerWatchTests {
    /// Not copyable by itself, which the expectations would want it to be.
    private final class Watch {
        private let watch: CallerWatch
        init(isTimed: Bool = true) { watch = CallerWatch(isExpected: false, isTimed: isTimed) }
        func noteDispatched() { watch.noteDispatched() }
        func noteDecoded() { watch.noteDecoded() }
        func meet(hasUnclaimed: Bool) { watch.meet(hasUnclaimed: hasUnclaimed) }
        var hasHelped: Bool { watch.hasHelped }
        var cameAtOnce: Bool? { watch.cameAtOnce }
        var elapsed: UInt64? { watch.elapsed }
    }

    @Test func whereNobodyWantsToKnowNothingIsSaid() {
        let watch = Watch(isTimed: false)
        watch.noteDispatched()
        watch.meet(hasUnclaimed: true)
        #expect(watch.cameAtOnce == nil)
        #expect(watch.elapsed == nil)
        #expect(watch.hasHelped)
    }

    @Test func whoHasNotGotItsFutureYetCannotHaveCome() {
        let watch = Watch()
        #expect(watch.cameAtOnce == nil)
        #expect(watch.elapsed == nil)
    }

    /// Repeated, since this thread may lose its CPU between two lines.
    @Test func whoComesRightAfterTheDispatchComesAtOnceHoweverLongThatTook() {
        for _ in 0..<1000 {
            let watch = Watch()
            let made = Clock.now()
            while Clock.now() < made + 50_000 {}
            watch.noteDispatched()
            watch.meet(hasUnclaimed: false)
            #expect(watch.elapsed == nil, "a batch that is cancelled tells nothing")
            watch.noteDecoded()
            if watch.cameAtOnce == true, let elapsed = watch.elapsed, elapsed >= 50_000 { return }
        }
        Issue.record("it was late each time")
    }

    @Test func ofSeveralTheFirstCounts() {
        let watch = Watch()
        watch.noteDispatched()
        watch.meet(hasUnclaimed: false)
        let first = watch.cameAtOnce
        let met = Clock.now()
        while Clock.now() < met + 30_000 {}
        watch.meet(hasUnclaimed: false)
        #expect(watch.cameAtOnce == first)
    }

    @Test func whoComesLaterDoesNot() {
        let watch = Watch()
        watch.noteDispatched()
        let dispatched = Clock.now()
        while Clock.now() < dispatched + 30_000 {}
        #expect(watch.cameAtOnce == false, "nobody has come")
        watch.meet(hasUnclaimed: false)
        watch.noteDecoded()
        #expect(watch.cameAtOnce == false)
        #expect(watch.elapsed == nil)
    }
}
