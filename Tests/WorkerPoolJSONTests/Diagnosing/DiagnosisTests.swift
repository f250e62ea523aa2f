import TestSupport
import Testing
import WorkerPool
import WorkerPoolJSON

/// What is told about a payload that was not decoded.
struct DiagnosisTests {
    struct Line: Decodable, Sendable {
        let unitPrice: Double
        let tags: [String]?
    }

    struct Order: Decodable, Sendable {
        let id: Int
        let lines: [Line]
    }

    private func diagnosis<Value: Decodable & Sendable>(
        _ type: Value.Type,
        of text: String,
        _ options: FrozenJSON.DecodingOptions = FrozenJSON.DecodingOptions()
    ) throws -> FrozenJSON.Diagnosis {
        let decoder = FrozenJSON.ValueDecoder(type, decoding: options)
        let error = try #require(throws: (any Error).self) { try decoder.decode(Array(text.utf8)) }
        return FrozenJSON.Diagnosis(of: error, in: text)
    }

    private static let orders = """
        {
          "id": 7,
          "lines": [{"unitPrice": 1.5}, {"unitPrice": "12,50"}]
        }
        """

    // MARK: Errors of decoding

    @Test func `a value of another kind is told with its place, and what is there`() throws {
        let diagnosis = try diagnosis(Order.self, of: Self.orders)
        #expect(diagnosis.path == "/lines/1/unitPrice")
        #expect(diagnosis.line == 3 && diagnosis.column == 47)
        #expect(Array(Self.orders.utf8)[diagnosis.offset...].starts(with: #""12,50""#.utf8))
        #expect(diagnosis.excerpt == #""12,50""#)
        #expect(diagnosis.problem == "Expected to decode Double but found a string instead")
        #expect(
            diagnosis.description == """
                line 3, column 47 (byte \(diagnosis.offset), at "/lines/1/unitPrice"): \
                Expected to decode Double but found a string instead: “"12,50"”
                """
        )
    }

    @Test func `of a missing member the object is told`() throws {
        let diagnosis = try diagnosis(Order.self, of: #" {"id":7,"lines":[{"unitprice":1}]}"#)
        #expect(diagnosis.problem == #"expected a member "unitPrice""#)
        #expect(diagnosis.path == "/lines/0")
        #expect(diagnosis.offset == 18 && diagnosis.column == 19)
        #expect(diagnosis.excerpt == #"{"unitprice":1}"#)
    }

    @Test func `null where a value must be, and a number that does not fit, are told`() throws {
        let missing = try diagnosis([String: [Int]].self, of: #"{"a":[1,null]}"#)
        #expect(missing.path == "/a/1" && missing.excerpt == "null" && missing.offset == 8)
        let large = try diagnosis([Int8].self, of: "[1,\n 1000]")
        #expect(large.path == "/1" && large.excerpt == "1000" && large.line == 2 && large.column == 2)
    }

    @Test func `names that snake case was converted from are told as they are written`() throws {
        var options = FrozenJSON.DecodingOptions()
        options.keyDecodingStrategy = .convertFromSnakeCase
        let diagnosis = try diagnosis(Line.self, of: #"{"unit_price":1,"tags":["x",2]}"#, options)
        #expect(diagnosis.path == "/tags/1" && diagnosis.excerpt == "2")
        let price = try self.diagnosis(Line.self, of: #"{"\u0075nit_price":[]}"#, options)
        #expect(price.path == "/unit_price" && price.excerpt == "[]")
    }

    @Test func `a path is a pointer to the same value in the parsed document`() throws {
        let text = #"{"a/b":{"~":{"\"\u00e9":[[],{"":"here"}]}}}"#
        let diagnosis = try diagnosis([String: [String: [String: [[String: Int]]?]]].self, of: text)
        #expect(diagnosis.path == #"/a~1b/~0/"é/0"#)
        let inner = try self.diagnosis([String: [String: [String: [Guess]]]].self, of: text)
        #expect(inner.path == #"/a~1b/~0/"é/1/"#)
        #expect(inner.excerpt == #""here""#)
        #expect(try FrozenJSON(parsing: text)[pointer: inner.path].string == "here")
    }

    /// An empty array, or what does not decode.
    struct Guess: Decodable, Sendable {
        init(from decoder: any Decoder) throws {
            if (try? [Int](from: decoder)) != nil { return }
            _ = try decoder.singleValueContainer().decode([String: Int].self)
        }
    }

    @Test func `an error of an initialiser's own has the place that it says, as far as there is one`() {
        struct Key: CodingKey {
            let stringValue: String
            let intValue: Int?
            init(_ name: String, _ place: Int? = nil) { (stringValue, intValue) = (name, place) }
            init?(stringValue: String) { self.init(stringValue) }
            init?(intValue: Int) { self.init("Index \(intValue)", intValue) }
        }
        func place(_ path: [any CodingKey], _ text: String) -> FrozenJSON.Diagnosis {
            let error = DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "It is\nodd."))
            return FrozenJSON.Diagnosis(of: error, in: text)
        }
        let there = place([Key("b"), Key("1", 1)], #"{"a":1,"b":{"1":true}}"#)
        #expect(there.path == "/b/1" && there.excerpt == "true" && there.problem == "It is·odd")
        let gone = place([Key("b"), Key("Index 4", 4), Key("c/d")], #"{"a":1,"b":[0,1]}"#)
        #expect(gone.path == "/b/4/c~1d" && gone.excerpt == "[0,1]" && gone.offset == 11)
        // The first of several with one name, as decoders find it, and one that is canonically equivalent.
        #expect(place([Key("a")], #"{"a":1,"a":2}"#).offset == 5)
        #expect(place([Key("e\u{301}")], #"{"é":1}"#).excerpt == "1")
    }

    @Test func `an error that tells no place is told with the whole document`() {
        struct TooDear: Error, CustomStringConvertible { let description = "too dear" }
        let diagnosis = FrozenJSON.Diagnosis(of: TooDear(), in: Array(" [1]".utf8))
        #expect(diagnosis.description == "line 1, column 2 (byte 1, the root): too dear: “[1]”")
    }

    // MARK: What is no JSON

    @Test(
        arguments: [
            ("", ""), ("x", ""), ("[1,[2,{\"a\":[tru]}]]", "/1/1/a/0"), (#"{"a":{"b":1,"c" 2}}"#, "/a/c"),
            (#"{"a":1,"b"#, ""), (#"{"a":[1,2],"b/c":nul}"#, "/b~1c"), (#"{"a\"b":[],"\u0061":{"x":"}\#n"}}"#, "/a/x"),
            ("[[],[]]]", ""), (#"["]","a"b"]"#, "/1"), (#"[{},"\x"]"#, "/1"), ("[1,]", "/1"), (#"{"a":1,}"#, ""),
        ]
    )
    func `what is no JSON is told with the element or member that it is in`(text: String, path: String) throws {
        let error = try #require(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: text) }
        let diagnosis = FrozenJSON.Diagnosis(of: error, in: text)
        #expect(diagnosis.path == path)
        #expect(diagnosis.problem == "expected \(error.expected)")
        #expect(
            diagnosis.offset == error.offset && diagnosis.line == error.line && diagnosis.column == error.column
        )
        #expect(diagnosis.excerpt == error.excerpt)
        #expect(try self.diagnosis([Int].self, of: text) == diagnosis, "as the error underneath a decoder's")
    }

    // MARK: What a log shows

    @Test func `an excerpt is the value, or its beginning in whole characters`() throws {
        for (length, kept) in [(36, nil), (37, 40), (38, 39), (39, 40), (60, 40)] as [(Int, Int?)] {
            let value = "\"" + String(repeating: "x", count: length) + "é\""
            let expected = kept.map { String(value.utf8.prefix($0))! + "…" } ?? value
            #expect(try diagnosis([Int].self, of: "[\(value)]").excerpt == expected)
        }
        #expect(try diagnosis([Int].self, of: "[[1,\n\t2]]").excerpt == "[1,··2]")
    }

    @Test func `a description is one line that is not long, whatever the document holds`() throws {
        let name = String(repeating: "n", count: 10_000) + "\n\u{202E}"
        let text = "{\"" + name.replacing("\n", with: "\\n") + "\":[\"x\"]}"
        let description = try diagnosis([String: [Int]].self, of: text).description
        #expect(description.unicodeScalars.count < 1_000)
        #expect(!description.unicodeScalars.contains { $0 == "\n" || $0 == "\u{202E}" })
        #expect(description.contains("nnn…nnn"))
        let digits = String(repeating: "9", count: 10_000)
        #expect(try diagnosis([Int].self, of: "[\(digits)]").description.utf8.count < 1_000)
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `of other bytes than those that were decoded it makes what it can`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var bytes = Array(Self.orders.utf8)
        let errors: [any Error] = [
            try #require(throws: (any Error).self) {
                try FrozenJSON.ValueDecoder(Order.self).decode(Array(Self.orders.utf8))
            },
            try #require(throws: (any Error).self) { try FrozenJSON(parsing: Self.orders + "]") },
        ]
        for _ in 0..<20 {
            bytes[Int.random(in: bytes.indices, using: &random)] = Array(#"[]{}",:\ é1"#.utf8)
                .randomElement(using: &random)!
            let part = bytes[..<Int.random(in: bytes.indices, using: &random)]
            for error in errors {
                let diagnosis = FrozenJSON.Diagnosis(of: error, in: part)
                #expect(diagnosis.offset <= part.count || error is FrozenJSON.ParseError)
                #expect(diagnosis.excerpt.unicodeScalars.count <= 41)
            }
        }
    }
}
