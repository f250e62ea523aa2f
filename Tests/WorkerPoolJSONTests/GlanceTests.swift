import Synchronization
import TestSupport
import Testing
import WorkerPool
import WorkerPoolJSON

/// Looking up a value in bytes that are not parsed.
struct GlanceTests {
    /// A payload that is not frozen.
    private final class Shrinking: FrozenJSON.Payload {
        let isShort = Atomic(false)
        private let bytes: [UInt8]

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func withBytes<Answer, Failure: Error>(
            _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
        ) throws(Failure) -> Answer {
            // An array of its own, so that a sanitizer sees a read beyond its end.
            let bytes = isShort.load(ordering: .relaxed) ? [UInt8](bytes.prefix(5)) : bytes
            return try unsafe bytes.withBytes(body)
        }
    }

    private func glance(_ text: String) -> FrozenJSON.Glance<[UInt8]> { FrozenJSON.Glance(at: [UInt8](text.utf8)) }

    @Test func `a glance finds members and elements past what it skips`() {
        let glance = glance(
            #" { "a\"}" : "x\\", "skip": [{"b": "]}\""}, [], {}, -1.5e3, null], "b" : {"c": [10, "é", 2.5, true, null, {"d": -7}]}, "\u0062b": 1 } "#
        )
        #expect(glance["b"]["c"][0].int == 10)
        #expect(glance["b"]["c"][1].string == "é")
        #expect(glance["b"]["c"][2].double == 2.5)
        #expect(glance["b"]["c"][3].bool == true)
        #expect(glance["b"]["c"][4].isNull)
        #expect(glance["b"]["c"][5]["d"].int == -7)
        #expect(glance["b"]["c"].parsed?.count == 6)
        #expect(glance["bb"].int == 1)
        #expect(glance["a\"}"].string == "x\\")
        #expect(
            !glance["b"]["c"][6].exists && !glance["c"].exists && !glance["b"]["x"]["y"].exists && !glance[0].exists
        )
        #expect(!glance["b"]["c"][-1].exists && !glance["b"]["c"]["d"].exists)
    }

    @Test func `two members are found in one walk, in either order`() {
        let glance = glance(#"{"x": {"b": 0}, "a": 1, "y": [2], "b": 3, "a": 4}"#)
        for (first, second, values) in [("a", "b", [1, 3]), ("b", "a", [3, 1]), ("a", "a", [1, 1])] {
            let found = glance.members(first, second)
            #expect([found.0.int, found.1.int] == values)
        }
        #expect(
            glance.members("b", "c").0.int == 3 && !glance.members("b", "c").1.exists
                && !glance.members("c", "b").0.exists
        )
        #expect(!glance["a"].members("b", "c").0.exists && !glance["c"].members("a", "b").1.exists)
    }

    @Test func `brackets in strings do not count, wherever quotes and escapes fall in a block`() throws {
        for length in 0..<40 {
            let filling = String(repeating: "x", count: length)
            for string in ["]}", #"\\"#, #"\"]"#, "[{", "é]", #"\\\"}"#] {
                let skipped = #"[{"\#(filling)":"\#(string)\#(filling)\#(string)"},["\#(string)",[\#(length)]],{}]"#
                let glance = glance(#"{"skip":\#(skipped),"_\#(filling)":\#(skipped),"z":\#(length)}"#)
                #expect(glance["z"].int == length, "\(skipped)")
                #expect(glance["skip"].parsed?.description == skipped)
            }
        }
    }

    @Test func `what is asked for is checked, whatever it is`() {
        for text in [
            "01", "1x", "+1", "1.", "tru", "\"\\x\"", "\"\u{1}\"", "\"", "1e5", "99999999999999999999", "-", "[1", "",
        ] {
            let value = glance("{\"v\":\(text)}")["v"]
            #expect(value.int == nil && value.string == nil && value.bool == nil && !value.isNull, "\(text)")
        }
        #expect(FrozenJSON.Glance(at: [0x22, 0xFF, 0x22]).string == nil)
        #expect(glance("9223372036854775807").int == .max && glance("-9223372036854775808").int == .min)
        #expect(glance("-0").int == 0 && glance("7 ").int == 7 && glance("\"\"").string == "")
        #expect(glance("").exists == false && glance("  ").exists == false)
    }

    @Test func `a repeated name answers the first, and what is skipped is not checked`() {
        #expect(glance(#"{"a":1,"a":2}"#)["a"].int == 1)
        #expect(glance(#"{"x":01,"y":[1},"a":3,"#)["a"].int == 3)
    }

    @Test(.enabled(if: SharedData.isThere, SharedData.whatIsMissing), arguments: SharedData.files)
    func `a glance and a parse answer the same for every member and element`(file: String) throws {
        for bytes in try SharedData.documents(of: file) {
            compare(FrozenJSON.Glance(at: bytes), try FrozenJSON(parsing: bytes))
        }
    }

    private func compare(_ glance: FrozenJSON.Glance<ArraySlice<UInt8>>, _ value: FrozenJSON) {
        switch value.kind {
        case .object: for member in value.members { compare(glance[member.name], member.value) }
        case .array: for (position, element) in value.elements.enumerated() { compare(glance[position], element) }
        case .string: #expect(glance.string == value.string && value.string != nil)
        case .number: #expect(glance.int == value.int && glance.double == value.double)
        default: #expect(glance.bool == value.bool && glance.isNull == value.isNull)
        }
    }

    @Test(.enabled(if: SharedData.isThere, SharedData.whatIsMissing))
    func `a glance at a document cut anywhere reads nothing beyond it and answers nothing wrong`() throws {
        let bytes = try SharedData.documents(of: "github-events.ndjson")[0]
        let name = try #require(FrozenJSON(parsing: bytes)["repo"]["name"].string)
        for length in 0...bytes.count {
            // An array of its own, so that a sanitizer sees a read beyond its end.
            let found = FrozenJSON.Glance(at: [UInt8](bytes.prefix(length)))["repo"]["name"].string
            #expect(found == nil || found == name)
        }
    }

    @Test func `of a payload that hands over fewer bytes later nothing is read, and nothing found`() {
        for value in ["true", "false", "1", "2.5", "\"text\"", "null", "{\"b\":1}", "[1]"] {
            let payload = Shrinking([UInt8]("{\"long name\":\(value)}".utf8))
            let glance = FrozenJSON.Glance(at: payload)["long name"]
            #expect(glance.exists)
            payload.isShort.store(true, ordering: .relaxed)
            #expect(glance.bool == nil && glance.int == nil && glance.double == nil && glance.string == nil)
            #expect(glance.parsed == nil && !glance.isNull)
            #expect(!glance["b"].exists && !glance[0].exists && !glance.members("b", "c").0.exists)
        }
    }

    @Test func `a decoder that glances drops payloads before they are decoded`() throws {
        let pool = try WorkerPool(workers: 2)
        defer { pool.shutdown() }
        let payloads = [#"{"keep":1}"#, #"{"keep":0}"#, #"{"keep":0"#, #"{"keep":1"#].map { [UInt8]($0.utf8) }
        let decoder = FrozenJSON.Decoder<[UInt8]>().glance { $0["keep"].int == 1 }
        let results = try pool.dispatchAsync(payloads, decoder: decoder).retrieve()
        #expect(try results[0].get()?["keep"].int == 1)
        #expect(try results[1].get() == nil)
        #expect(try results[2].get() == nil, "dropped before anyone saw that it was cut")
        #expect(throws: FrozenJSON.ParseError.self) { try results[3].get() }
    }
}
