import Synchronization
import Testing

@testable import WorkerPool

@Suite("A lane's tenure")
struct LaneTenureTests {
    @Test func itsEndIsToldOnceWithTheLanesNumber() {
        let ended = Mutex<[Int]>([])
        do {
            let tenure = LaneTenure(number: 7, owner: nil) { number in ended.withLock { $0.append(number) } }
            #expect(ended.withLock(\.self) == [])
            withExtendedLifetime(tenure) {}
        }
        #expect(ended.withLock(\.self) == [7])
    }
}
