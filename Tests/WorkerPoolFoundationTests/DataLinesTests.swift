import Foundation
import Testing
import WorkerPoolFoundation
import WorkerPoolJSON

@Suite(.timeLimit(.minutes(5)))
struct DataLinesTests {
    @Test func `chunks of Data give their lines, wherever they are cut`() async throws {
        let chunks = AsyncStream { continuation in
            for text in ["{\"a\":", "1}\r\n[", "", "2]\n\n", "3"] { continuation.yield(Data(text.utf8)) }
            continuation.finish()
        }
        var found: [String] = []
        for try await batch in FrozenJSON.LineBatches(of: 2, from: chunks) {
            found += batch.map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(found == ["{\"a\":1}", "[2]", "3"])
    }
}
