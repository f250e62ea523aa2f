import Testing
import WorkerPoolJSON

/// What a document answers.
struct ReadingTests {
    private func parse(_ text: String) throws -> FrozenJSON { try FrozenJSON(parsing: [UInt8](text.utf8)) }

    @Test func `members, elements and members of elements are found`() throws {
        let document = try parse(#"{"user": {"name": "Ada", "followers": 7}, "lines": [1, [2, {"x": null}], 3]}"#)
        #expect(document["user"]["name"].string == "Ada")
        #expect(document["user"]["followers"].int == 7)
        #expect(document["lines"][2].int == 3)
        #expect(document["lines"][1][1]["x"].isNull)
        #expect(document["lines"].count == 3)
        #expect(document.count == 2)
        #expect(document["lines"].elements.map(\.kind) == [.number, .array, .number])
        #expect(document["user"].members.map(\.name) == ["name", "followers"])
        #expect(document["user"].members.map(\.value.description) == ["\"Ada\"", "7"])
    }

    @Test func `what is not there does not exist, and nothing below it does`() throws {
        let document = try parse(#"{"a": [1], "b": null}"#)
        for value in [
            document["c"], document["c"]["d"], document["a"][1], document["a"][-1], document["a"]["x"],
            document["b"]["x"],
            document[0], document["a"][0][0],
        ] {
            #expect(!value.exists && value.kind == nil && !value.isNull)
            #expect(value.int == nil && value.string == nil && value.double == nil && value.bool == nil)
            #expect(value.count == 0 && Array(value.elements).isEmpty && Array(value.members).isEmpty)
            #expect(value.description.isEmpty && value.numberText == nil)
        }
        #expect(document["b"].exists && document["b"].isNull && document["b"].kind == .null)
    }

    @Test func `a repeated name is kept, and the last answers`() throws {
        let document = try parse(#"{"a": 1, "b": 2, "a": 3, "\u0061": 4}"#)
        #expect(document["a"].int == 4)
        #expect(document.count == 4)
        #expect(document.members.map(\.name) == ["a", "b", "a", "a"])
        #expect(document.description == #"{"a":1,"b":2,"a":3,"\u0061":4}"#)
    }

    @Test func `strings are unescaped, names too`() throws {
        let document = try parse(#"{"\u006b\"": "\"\\\/\b\f\n\r\t\u0000\u00e9\u20AC\uD83D\ude00 é€😀"}"#)
        #expect(document["k\""].string == "\"\\/\u{8}\u{C}\n\r\t\0é€😀 é€😀")
        #expect(!document["k"].exists)
        #expect(document.members.first { _ in true }?.name == "k\"")
        let long = String(repeating: #"\n€ "#, count: 100)
        #expect(try parse("\"\(long)\"").string == String(repeating: "\n€ ", count: 100))
        #expect(try parse(#""""#).string == "")
    }

    @Test func `integers are exact to 64 bits, and nothing else is one`() throws {
        #expect(try parse("9223372036854775807").int == .max)
        #expect(try parse("-9223372036854775808").int == .min)
        #expect(try parse("9223372036854775808").int == nil)
        #expect(try parse("9223372036854775808").integer(as: UInt64.self) == 9_223_372_036_854_775_808)
        #expect(try parse("18446744073709551615").integer(as: UInt64.self) == .max)
        #expect(try parse("18446744073709551616").integer(as: UInt64.self) == nil)
        #expect(try parse("-1").integer(as: UInt64.self) == nil)
        #expect(try parse("128").integer(as: Int8.self) == nil)
        #expect(try parse("-128").integer(as: Int8.self) == -128)
        #expect(try parse("-0").int == 0)
        #expect(try parse("123456789012345678").int == 123_456_789_012_345_678)
        for text in ["1.0", "1e2", "\"1\"", "true", "null", "[1]"] {
            #expect(try parse(text).int == nil, "\(text)")
        }
    }

    @Test func `doubles are the nearest, and a number that fits none keeps its text`() throws {
        #expect(try parse("0.1").double == 0.1)
        #expect(try parse("-0.0").double?.sign == .minus)
        #expect(try parse("9007199254740993").double == 9_007_199_254_740_992)
        #expect(try parse("5e-324").double == .leastNonzeroMagnitude)
        #expect(try parse("1.7976931348623157e308").double == .greatestFiniteMagnitude)
        #expect(try parse("1e-400").double == 0)
        #expect(try parse("1e400").double == nil)
        #expect(try parse("1e400").kind == .number)
        #expect(try parse("[ -1E+400 ]")[0].numberText == "-1E+400")
        #expect(try parse("\"1\"").numberText == nil)
        let length = try unsafe parse(" 12 ").withNumberText { $0.count }
        #expect(length == 2)
    }

    @Test func `a pointer leads where RFC 6901 says`() throws {
        let document = try parse(
            #"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "k\"l": 6, " ": 7, "m~n": 8, "~1": 9, "o": {"": {"p": 10}}}"#
        )
        #expect(document[pointer: ""] == document)
        #expect(document[pointer: "/foo/0"].string == "bar")
        #expect(document[pointer: "/"].int == 0)
        #expect(document[pointer: "/a~1b"].int == 1)
        #expect(document[pointer: "/c%d"].int == 2)
        #expect(document[pointer: "/k\"l"].int == 6)
        #expect(document[pointer: "/ "].int == 7)
        #expect(document[pointer: "/m~0n"].int == 8)
        #expect(document[pointer: "/~01"].int == 9)
        #expect(document[pointer: "/o//p"].int == 10)
        #expect(document["o"][pointer: "//p"].int == 10)
        for pointer in [
            "foo", "/foo/2", "/foo/-", "/foo/01", "/foo/+1", "/foo/", "/foo/0/x", "/m~n", "/m~", "/m~2n", "/x/y",
            "/foo/99999999999999999999",
        ] {
            #expect(!document[pointer: pointer].exists, "\(pointer)")
        }
    }

    @Test func `the throwing accessors tell what is missing from what is something else, and where`() throws {
        let document = try parse(#"{"user": {"na/me": "Ada", "ids": [1, 2.5, 300]}}"#)
        #expect(try document["user"]["ids"][0].required.int == 1)
        #expect(try document.required(at: "/user/ids/1").double == 2.5)
        #expect(try document["user"]["na/me"].required.string == "Ada")
        #expect(try document["user"].required.members.map(\.name) == ["na/me", "ids"])
        #expect(try document["user"]["ids"].required.elements.map(\.numberText) == ["1", "2.5", "300"])

        let wrong = #expect(throws: FrozenJSON.AccessError.self) { try document["user"]["na/me"].required.int }
        #expect(
            wrong?.found == .string && wrong?.path == "/user/na~1me" && wrong?.expected == "an integer that fits Int"
        )
        let tooLarge = #expect(throws: FrozenJSON.AccessError.self) {
            try document["user"]["ids"][2].required.integer(as: Int8.self)
        }
        #expect(tooLarge?.path == "/user/ids/2" && tooLarge?.found == .number)
        let missing = #expect(throws: FrozenJSON.AccessError.self) { try document["user"]["age"]["x"].required.bool }
        #expect(missing?.found == nil && missing?.path == "/user")
        let pointed = #expect(throws: FrozenJSON.AccessError.self) { try document.required(at: "/user/age").elements }
        #expect(pointed?.found == nil && pointed?.path == "/user/age")
        #expect(pointed?.description == "expected an array, found nothing at or below \"/user/age\"")
        let below = #expect(throws: FrozenJSON.AccessError.self) { try document["user"].required(at: "/ids/9").int }
        #expect(below?.found == nil && below?.path == "/user/ids/9", "from the root, as every path")
        #expect(try document["user"].required.value == document["user"])
        let absent = #expect(throws: FrozenJSON.AccessError.self) { try document["x"].required.value }
        #expect(absent?.description == "expected a value, found nothing at or below \"\"")
        #expect(wrong == #expect(throws: FrozenJSON.AccessError.self) { try document["user"]["na/me"].required.int })
        #expect(wrong != tooLarge && Set([wrong, wrong, tooLarge]).count == 2)
    }

    @Test func `the path in an error leads back to the value, whatever the names are`() throws {
        let names = ["a/\u{338}b", "~\u{301}", "~1", "/", "~", "", "é", "a/b~c", "\u{1F469}\u{200D}\u{1F469}"]
        for name in names {
            let document = try FrozenJSON(parsing: "{\"\(name)\":[{\"\(name)\":true}]}")
            let value = document[name][0][name]
            try #require(value.bool == true)
            let error = #expect(throws: FrozenJSON.AccessError.self) { try value.required.int }
            #expect(document[pointer: error?.path ?? "?"].bool == true, "\(name)")
        }
    }

    /// As it would not be if each error looked for its place.
    @Test(.timeLimit(.minutes(5)))
    func `to ask all elements for what they are not costs no more than to ask them`() throws {
        let document = try parse("[\"a\"" + String(repeating: ",\"a\"", count: 400_000) + "]")
        var refused = 0
        for element in document.elements where (try? element.required.int) == nil { refused += 1 }
        #expect(refused == 400_001)
    }

    @Test func `what is to come of elements and members is known before the first`() throws {
        let document = try parse(#"{"a": [1, 2, 3], "b": []}"#)
        var elements = document["a"].elements
        #expect(elements.underestimatedCount == 3 && document.members.underestimatedCount == 2)
        #expect(elements.next()?.int == 1 && elements.underestimatedCount <= 2)
        for nothing in [document["b"], document["a"][0], document["c"]] {
            #expect(nothing.elements.underestimatedCount == 0 && nothing.members.underestimatedCount == 0)
        }
    }

    @Test func `a string is parsed as its UTF-8 is`() throws {
        #expect(try FrozenJSON(parsing: #"{"é": 1}"#)["é"].int == 1)
        let error = #expect(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: "[\"é\", x]") }
        #expect(error?.offset == 7 && error?.column == 7)
        #expect(try FrozenJSON(parsing: "[1]", options: .init(maximumSize: 3)).count == 1)
    }

    @Test func `a value is written without white space, as it was read otherwise`() throws {
        let document = try parse(
            " { \"a\" : [ ] , \"b\" : { } , \"c\" : [ 1.50 , -0 , \"\\u0041\" , [ true , { \"d\" : null } ] ] } "
        )
        #expect(document.description == #"{"a":[],"b":{},"c":[1.50,-0,"\u0041",[true,{"d":null}]]}"#)
        #expect(document["c"].description == #"[1.50,-0,"\u0041",[true,{"d":null}]]"#)
        #expect(document["b"].description == "{}")
        #expect(try parse("\"x\"").description == "\"x\"")
    }
}
