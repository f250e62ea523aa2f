import Testing
import WorkerPoolJSON

/// What a refused document's error says.
struct ParseErrorTests {
    private static let refused: [(text: String, expected: FrozenJSON.Expectation, offset: Int)] = [
        ("", .value, 0), ("  ", .value, 2), ("[1,]", .value, 3), ("[", .valueOrArrayEnd, 1),
        ("[}", .valueOrArrayEnd, 1),
        ("{", .nameOrObjectEnd, 1), ("{1", .nameOrObjectEnd, 1), (#"{"a":1,}"#, .name, 7), (#"{"a" 1}"#, .colon, 5),
        (#"{"a":}"#, .value, 5),
        ("[1 2]", .commaOrArrayEnd, 3), ("[1}", .commaOrArrayEnd, 2), (#"{"a":1]"#, .commaOrObjectEnd, 6),
        ("[1", .commaOrArrayEnd, 2),
        ("1 2", .endOfDocument, 2), ("[]]", .endOfDocument, 2), ("1\0", .endOfDocument, 1), ("-", .digit, 1),
        ("01", .endOfDocument, 1),
        ("1.", .digit, 2), ("1e", .digit, 2), ("1e+", .digit, 3), (".5", .value, 0), ("+1", .value, 0),
        ("tru", .value, 0), ("nul", .value, 0),
        ("\"a", .stringEnd, 2), ("\"a\n\"", .stringEnd, 2), (#""\x""#, .escape, 2),
        (#""\u12G4""#, .hexadecimalDigit, 5),
        (#""\u123"#, .hexadecimalDigit, 6), (#""\ud800x""#, .lowSurrogate, 7), (#""\ud800\u0041""#, .lowSurrogate, 7),
        (#""\udc00""#, .noLoneLowSurrogate, 1),
        ("'a'", .value, 0), ("[1]//", .endOfDocument, 3), ("\u{FEFF}1", .value, 0), ("truefalse", .endOfDocument, 4),
        ("NaN", .value, 0),
    ]

    @Test(arguments: refused)
    func `an error says what was expected, and at which byte`(
        _ refused: (text: String, expected: FrozenJSON.Expectation, offset: Int)
    ) throws {
        let error = #expect(throws: FrozenJSON.ParseError.self) {
            try FrozenJSON(parsing: [UInt8](refused.text.utf8))
        }
        #expect(error?.expected == refused.expected)
        #expect(error?.offset == refused.offset)
    }

    @Test func `an error names line, column and the text around it`() throws {
        let text = "{\n  \"名前\": \"x\",\n  \"é\": oops\n}"
        let error = #expect(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: [UInt8](text.utf8)) }
        #expect(error?.line == 3 && error?.column == 8)
        #expect(error?.excerpt.contains("\"é\": oops") == true)
        #expect(error?.excerpt.contains("\n") == false)
        #expect(error?.description.hasPrefix("expected a value at byte 27 (line 3, column 8), near ") == true)
    }

    @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{7}", "\u{FEFF}", "\u{E000}"])
    func `an excerpt is one line that shows what is there`(scalar: String) throws {
        let error = #expect(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: "[1, x\(scalar)é]") }
        #expect(error?.excerpt == "[1, x·é]")
    }

    @Test func `depth and size are limited as the options say`() throws {
        let nested = [UInt8](String(repeating: "[", count: 600).utf8) + [UInt8](String(repeating: "]", count: 600).utf8)
        let error = #expect(throws: FrozenJSON.ParseError.self) { try FrozenJSON(parsing: nested) }
        #expect(error?.expected == .lessDepth && error?.offset == 512)
        #expect(try FrozenJSON(parsing: nested, options: .init(maximumDepth: 600)).count == 1)
        #expect(throws: FrozenJSON.ParseError.self) {
            try FrozenJSON(parsing: nested, options: .init(maximumDepth: 599))
        }
        let large = #expect(throws: FrozenJSON.ParseError.self) {
            try FrozenJSON(parsing: [UInt8]("[1, 2]".utf8), options: .init(maximumSize: 5))
        }
        #expect(large?.expected == .lessSize && large?.offset == 5)
        #expect(try FrozenJSON(parsing: [UInt8]("[1, 2]".utf8), options: .init(maximumSize: 6)).count == 2)
        #expect(throws: FrozenJSON.ParseError.self) {
            try FrozenJSON(parsing: [UInt8]("[]".utf8), options: .init(maximumDepth: 0))
        }
        #expect(try FrozenJSON(parsing: [UInt8]("1".utf8), options: .init(maximumDepth: 0)).int == 1)
    }

    @Test(arguments: [Int.min, -1, 0])
    func `a limit below zero counts as zero: refused by an error, nothing is written past the room`(limit: Int) throws {
        // More than a page of what would be written beyond the room if the depth had no limit.
        let brackets = [UInt8](repeating: 0x5B, count: 1_000_000)
        for workspace in [FrozenJSON.Workspace(), FrozenJSON.Workspace(.separate)] {
            let shallow = FrozenJSON.Options(maximumDepth: limit)
            for text in [brackets, [UInt8](brackets.prefix(1_000))] {
                let tooDeep = #expect(throws: FrozenJSON.ParseError.self) {
                    try FrozenJSON(parsing: text, in: workspace, options: shallow)
                }
                #expect(tooDeep?.expected == .lessDepth && tooDeep?.offset == 0)
            }
            #expect(try FrozenJSON(parsing: [UInt8]("1".utf8), in: workspace, options: shallow).int == 1)

            let small = FrozenJSON.Options(maximumSize: limit)
            let tooLarge = #expect(throws: FrozenJSON.ParseError.self) {
                try FrozenJSON(parsing: [UInt8]("[]".utf8), in: workspace, options: small)
            }
            #expect(tooLarge?.expected == .lessSize && tooLarge?.offset == 0 && tooLarge?.excerpt == "[]")
            let empty = #expect(throws: FrozenJSON.ParseError.self) {
                try FrozenJSON(parsing: [UInt8](), in: workspace, options: small)
            }
            #expect(empty?.expected == .value)
        }
    }

    @Test func `a refused document leaves the workspace fit for the next`() throws {
        let workspace = FrozenJSON.Workspace()
        for _ in 0..<3 {
            #expect(throws: FrozenJSON.ParseError.self) {
                try FrozenJSON(parsing: [UInt8]("[[{\"a\":".utf8), in: workspace)
            }
            #expect(try FrozenJSON(parsing: [UInt8]("[1,[2]]".utf8), in: workspace).description == "[1,[2]]")
        }
    }
}
