// What a line is decoded to, and which lines are kept.

import Testing
import WorkerPool
@testable import WorkerPoolDemo

struct DocumentDecoderTests {
    private func verdict(_ text: String, where condition: String? = nil) throws -> Verdict {
        let decoder = DocumentDecoder.events(where: try condition.map { try #require(Condition($0)) })
        return Verdict(Result { try decoder.decode(Array(text.utf8)[...]) })
    }

    @Test func `accepts objects and arrays, and counts what is in them`() throws {
        #expect(try verdict("{\"a\":1,\"b\":2}\r") == .kept(Document(kind: .object, count: 2, isWanted: true)))
        #expect(try verdict("[1,2,3]") == .kept(Document(kind: .array, count: 3, isWanted: true)))
    }

    @Test(arguments: ["{", "{}{}", "nul", "7", "\"a\"", "null", "[1" + String(repeating: "9", count: 5000) + "x]"])
    func `calls malformed what is no JSON, or JSON but no message, in a few words`(text: String) throws {
        guard case .malformed(let reason) = try verdict(text) else {
            Issue.record("\(text) was taken")
            return
        }
        #expect((1...100).contains(reason.count))
    }

    @Test func `says what a malformed line lacks, and in which column`() throws {
        #expect(try verdict(#"{"ä":1 "b":2}"#) == .malformed(reason: "Expected ',' or '}' at column 8"))
        #expect(try verdict("[1,]") == .malformed(reason: "Expected a value at column 4"))
    }

    @Test func `accepts numbers that no double holds: they are JSON`() throws {
        let number = "1e" + String(repeating: "9", count: 5000)
        #expect(try verdict("[\(number)]") == .kept(Document(kind: .array, count: 1, isWanted: true)))
    }

    @Test func `tells integers apart that are the same as doubles`() throws {
        #expect(try verdict(#"{"id":9007199254740993}"#, where: "id=9007199254740993") != .dropped)
        #expect(try verdict(#"{"id":9007199254740993}"#, where: "id=9007199254740992") == .dropped)
        #expect(try verdict(#"{"id":1e400}"#, where: "id=x") == .dropped)
    }

    @Test(
        arguments: [
            ("a", true), ("z", true), ("a.b.1.c", true), ("a.b.1.c=text", true), ("n=1.50", true), ("n=1e0", false),
            ("t=true", true), ("f=false", true), ("f=0", false), ("z=null", true), ("s=true", true), ("e=", true),
            ("missing", false), ("a.b.2", false), ("a.b.-1", false), ("a.b.1.c.d", false), ("a.b=x", false),
        ]
    )
    func `keeps the lines that hold the condition, and drops the others`(condition: String, isKept: Bool) throws {
        let text = #"{"a":{"b":[0,{"c":"text"}]},"n":1.5,"t":true,"f":false,"z":null,"s":"true","e":""}"#
        let verdict = try verdict(text, where: condition)
        #expect((verdict == .dropped) == !isKept)
    }
}
