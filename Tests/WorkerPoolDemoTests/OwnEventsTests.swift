import Foundation
import Testing

/// The demo without a word, which makes events for some seconds of decoding: 64 MB for each contestant at least.
///
/// That takes two minutes under Thread Sanitizer on a slow machine, where nothing else of the demo takes long.
@Suite(.timeLimit(.minutes(5)))
struct OwnEventsTests {
    @Test func `makes events where a piped standard input turns out to be empty`() throws {
        let run = try DemoProcess(["--json"], input: .pipe([]))
        let report = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(report["input"] as? String == "generated events")
    }
}
