import Testing

@testable import WorkerPool

@Suite("What is seen at the checkpoint of a worker that was woken")
struct CheckpointTests {
    private func busy(_ nanoseconds: UInt64) {
        let start = Clock.now()
        while Clock.now() <= start + nanoseconds {}
    }

    @Test func whileItIsQuietACallerMayDecodeInPlaceUntilAWorkerIsLate() {
        let checkpoint = Checkpoint()
        checkpoint.set(wantsRecall: false, isCrowded: false, isQuiet: true)
        #expect(checkpoint.admitsInPlace)
        checkpoint.set(wantsRecall: false, isCrowded: false, isQuiet: true, isAnybodyWaking: true)
        let woken = Clock.now()
        #expect(checkpoint.isAnybodyAwaited)
        let isLate = checkpoint.isAnybodyLate(at: woken + Checkpoint.longestWakeUp)
        #expect(isLate, "it may stand in line for the caller's CPU")
        #expect(!checkpoint.isAnybodyLate(at: woken + Checkpoint.longestWait + 1), "or for another")
        checkpoint.set(wantsRecall: false, isCrowded: false, isQuiet: true)
        #expect(checkpoint.admitsInPlace)
    }

    @Test func whileItIsNotItMayNot() {
        let checkpoint = Checkpoint()
        checkpoint.set(wantsRecall: false, isCrowded: false, isQuiet: false)
        #expect(!checkpoint.admitsInPlace)
    }

    @Test func whoDoesNotComeForLongIsLost() {
        let checkpoint = Checkpoint()
        checkpoint.set(wantsRecall: false, isCrowded: false)
        busy(Checkpoint.longestWait)
        #expect(!checkpoint.isAnybodyLost, "nobody was woken")
        checkpoint.set(wantsRecall: false, isCrowded: false, isAnybodyWaking: true)
        busy(Checkpoint.longestWait)
        #expect(checkpoint.isAnybodyLost)
        checkpoint.set(wantsRecall: false, isCrowded: false)
        #expect(!checkpoint.isAnybodyLost)
    }

    @Test func whereOneComesTheNextHasItsOwnTime() {
        let checkpoint = Checkpoint()
        checkpoint.set(wantsRecall: false, isCrowded: false, isAnybodyWaking: true, wakingEpoch: 1)
        let woken = Clock.now()
        busy(Checkpoint.longestWakeUp)
        checkpoint.set(wantsRecall: false, isCrowded: false, isAnybodyWaking: true, wakingEpoch: 2)
        #expect(!checkpoint.isAnybodyLate(at: woken + Checkpoint.longestWakeUp))
    }
}
