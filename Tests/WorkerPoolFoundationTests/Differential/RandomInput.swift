import TestSupport

/// A document for a shape: one that fits it, or one that was made from that by a few changes.
struct RandomInput {
    enum Kind: String, CaseIterable {
        case valid, wrongType, null, missing, repeated, renamed, number, text, other, long
        case truncated, bytes, commas, encoding, deep
    }

    let bytes: [UInt8]
    /// The changes.
    let kinds: Set<Kind>
    /// Whether it may be no JSON.
    var isChangedText: Bool { !kinds.isDisjoint(with: Self.ofTexts) }

    init(for shape: Shape, _ random: inout SplitMix) throws {
        var sample = try Sample(shape.examples.randomElement(using: &random)!)
        var kinds: Set<Kind> = []
        for _ in 0..<[0, 1, 1, 1, 2, 3].randomElement(using: &random)! {
            let kind = Self.ofTrees.randomElement(using: &random)!
            kinds.insert(kind)
            sample = Self.changed(sample, kind, &random)
        }
        var text = sample.text
        if random.oneIn(5) { text = Self.spaced(text, &random) }
        var bytes = [UInt8](text.utf8)
        if random.oneIn(12) {
            let kind = Self.ofTexts.randomElement(using: &random)!
            kinds.insert(kind)
            bytes = Self.changed(bytes, kind, &random)
        }
        self.bytes = bytes
        self.kinds = kinds.isEmpty ? [.valid] : kinds
    }

    private static let ofTrees: [Kind] = [
        .wrongType, .null, .missing, .repeated, .renamed, .number, .text, .other, .number, .text, .long,
    ]
    private static let ofTexts: [Kind] = [.truncated, .bytes, .commas, .encoding, .deep]

    /// Names of every sort that a strategy may do something with.
    static let names = [
        "a", "b", "id", "super", "one_two", "oneTwo", "_one_two_", "__", "_", "", "a_0b", "a_b-c", "a_b.c", "x1_y",
        "URL_ID",
        "user_ID_2", "a_ßx", "a_ǆx", "éclair_au_café", "e\u{301}", "\u{E9}", "a_\u{301}b", "_\u{301}a_b", "İ_i", "a_ŉb",
        "a__b", "0", "1", "-1", "99999999999999999999", "x.y", "a/b", "\"", "\\", "\n", "\0", "😀_b", "a_b\u{200D}c",
        "a_ʰb",
        "name", "count", "extra", "orderId", "order_id", "aNumber", "a_number", "value", "hearts", "no", "_0",
        "Index 0",
        "price_change_percentage_24h", "oneTwoThree", "one_two_three", "ONE_TWO", "a_'b", "a_:b", "a_^b", "a_`b",
        "a_b_",
    ]

    /// Those that no other way to write a character equals.
    static let keys = names.filter { !$0.unicodeScalars.contains("\u{301}") }

    static let numbers = [
        "0", "-0", "-0.0", "1", "-1", "127", "128", "-128", "-129", "255", "256", "65535", "65536", "2147483647",
        "2147483648",
        "-2147483649", "9007199254740992", "9007199254740993", "9007199254740993.0", "9007199254740993.5",
        "4503599627370497.5",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "-9223372036854775808.0",
        "9.223372036854775807e18", "18446744073709551615", "18446744073709551616", "1.8446744073709551615e19", "1e19",
        "170141183460469231731687303715884105727", "170141183460469231731687303715884105728",
        "-170141183460469231731687303715884105728", "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211456", "1.0", "1.5", "10e-1", "1e2", "0.1e1", "1e18", "1e22", "1e30",
        "1.0000000000000001",
        "0.99999999999999999999", "1e-400", "-1e-400", "1e400", "-1e400", "0e400", "0e-400", "1e-46", "1e-45", "3.5e38",
        "5e-324",
        "2e-324", "1.7976931348623157e308", "1.7976931348623159e308", "1e308", "-1e308", "1e127", "1e128", "1e164",
        "1e165", "1e-127",
        "1e-128", "1e-129", "1e99999999999999999999", "1e-99999999999999999999", "0e99999999999999999999",
        "123456789012345678901234567890123456789", "1234567890123456789012345678901234567890.5", "0.1",
        "100000000000000000000e-20",
        "1E+2", "0.000000000000000000000000000000000000000000001e45", "-62135596800", "253402300800", "1e15", "-1e15",
        "12345.678e3",
    ]

    static let texts = [
        "", "x", "1", "true", "null", "inf", "-inf", "nan", "NaN", "Infinity", "\u{E9}", "e\u{301}", "hearts", "oneTwo",
        "caf\u{E9}",
        "cafe\u{301}", "AA==", "AAECAw==", "AA", "A A==", "AA=", "AAE\n=", "//79", "_-8=", "====",
        "2024-02-29T12:34:56Z",
        "2023-02-29T12:34:56Z", "2024-02-29T12:34:56+01:00", "2024-02-29T12:34:56.789Z", "2024-02-29",
        "2024-02-29T24:00:00Z",
        "2024-02-29T23:59:60Z", "0000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "999999999999-01-01T00:00:00Z", "2024-13-01T00:00:00Z", "2024-00-00T00:00:00Z", "2024-02-29T12:34:56",
        "2024-02-29T12:34:56+99:99", "20240229T123456Z", "2024-02-29t12:34:56z", " 2024-02-29T12:34:56Z",
        "https://example.com/a?b=c#d",
        "a b", "//", "http://[::1", "http://exämple.com/ü", "%zz", ":", "x:", "\u{0}", "\u{FEFF}", "\u{1F600}",
        "E621E1F8-C36C-495A-93FC-0C247A3E6E5F",
        "e621e1f8-c36c-495a-93fc-0c247a3e6e5f", "E621E1F8", "0.1", "1e400", "\"\\\n",
    ]

    /// Strings as only escapes write them.
    static let writtenTexts = [
        #""\u0069nf""#, #""i\u006Ef""#, #""\u00e9""#, #""\ud83d\ude00""#, #""\u0000""#, #""\/\b\f\n\r\t""#,
        #""AA\u003d=""#, #""AA\/8""#,
        #""hear\u0074s""#, #""2024-02-29T12:34:56\u005A""#, #""http:\/\/x\/y""#,
    ]

    static let scalars = [
        "null", "true", "false", "0", "1.5", "\"\"", "\"x\"", "[]", "{}", "[1]", "[null]", "{\"a\":1}", "[[]]",
    ]

    private static func changed(_ sample: Sample, _ kind: Kind, _ random: inout SplitMix) -> Sample {
        let place = Int.random(in: 0..<sample.count, using: &random)
        var random = SplitMix(seed: random.next())
        return sample.changed(at: place) { value in
            switch (kind, value) {
            case (.null, _): return .scalar("null")
            case (.wrongType, _): return (try? Sample(scalars.randomElement(using: &random)!)) ?? value
            case (.number, _): return .scalar(number(&random))
            case (.long, .array(let elements)) where random.oneIn(8):
                return .array((0..<70).map { _ in elements.randomElement(using: &random) ?? .scalar("0") })
            case (.long, .object(let members)) where random.oneIn(8):
                return .object(
                    members + (0..<40).map { ("\"\($0)\"", .scalar(random.oneIn(9) ? "[]" : "0")) } + members
                )
            case (.long, _): return value
            case (.text, _):
                return .scalar(
                    random.oneIn(4)
                        ? writtenTexts.randomElement(using: &random)!
                        : Sample.quoted(text(&random))
                )
            case (.other, _): return RandomInput.value(depth: 3, &random)
            case (.missing, .object(var members)) where !members.isEmpty:
                members.remove(at: Int.random(in: members.indices, using: &random))
                return .object(members)
            case (.missing, .array(var elements)) where !elements.isEmpty:
                elements.remove(at: Int.random(in: elements.indices, using: &random))
                return .array(elements)
            case (.repeated, .object(var members)) where !members.isEmpty:
                let member = members.randomElement(using: &random)!
                let value = random.oneIn(2) ? member.value : RandomInput.value(depth: 1, &random)
                members.insert((member.name, value), at: Int.random(in: 0...members.count, using: &random))
                return .object(members)
            case (.repeated, .array(var elements)) where !elements.isEmpty:
                elements.append(elements.randomElement(using: &random)!)
                return .array(elements)
            case (.renamed, .object(var members)) where !members.isEmpty:
                let member = Int.random(in: members.indices, using: &random)
                members[member].name = RandomInput.name(&random)
                return .object(members)
            case (.renamed, .object): return .object([(RandomInput.name(&random), value)])
            default: return random.oneIn(2) ? .array([value]) : .object([(RandomInput.name(&random), value)])
            }
        }
    }

    private static func number(_ random: inout SplitMix) -> String {
        if random.oneIn(2) { return numbers.randomElement(using: &random)! }
        func digits(_ most: Int, _ random: inout SplitMix) -> String {
            (0..<Int.random(in: 1...most, using: &random)).map { _ in "\(random.next() % 10)" }.joined()
        }
        var text = random.oneIn(2) ? "-" : ""
        text += random.oneIn(2) ? "0" : "\(1 + random.next() % 9)" + digits(random.oneIn(3) ? 45 : 4, &random)
        if random.oneIn(2) { text += "." + digits(random.oneIn(3) ? 45 : 4, &random) }
        guard random.oneIn(2) else { return text }
        let range = random.oneIn(3) ? -350...350 : -30...30
        return text + "eE".map { "\($0)" }.randomElement(using: &random)! + "\(Int.random(in: range, using: &random))"
    }

    private static func text(_ random: inout SplitMix) -> String {
        var scalars = Array(texts.randomElement(using: &random)!.unicodeScalars)
        if !scalars.isEmpty, random.oneIn(3) {
            let other = Array("0123456789-+:.TZ= A/e".unicodeScalars).randomElement(using: &random)!
            let place = Int.random(in: scalars.indices, using: &random)
            if random.oneIn(2) { scalars[place] = other } else { scalars.insert(other, at: place) }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func name(_ random: inout SplitMix) -> String {
        if random.oneIn(20) {
            return ["\"\\u0061\"", "\"one\\u005ftwo\"", "\"\\u00e9\"", "\"a_\\u0062\""].randomElement(using: &random)!
        }
        if random.oneIn(4) {
            let letters = Array("aBz_0.é-ß'_".unicodeScalars)
            let scalars = (0..<Int.random(in: 0...6, using: &random))
                .map { _ in letters.randomElement(using: &random)! }
            return Sample.quoted(String(String.UnicodeScalarView(scalars)))
        }
        return Sample.quoted(names.randomElement(using: &random)!)
    }

    static func value(depth: Int, _ random: inout SplitMix) -> Sample {
        switch random.next() % (depth > 0 ? 8 : 4) {
        case 0: return .scalar(["null", "true", "false"].randomElement(using: &random)!)
        case 1: return .scalar(number(&random))
        case 2, 3: return .scalar(Sample.quoted(text(&random)))
        case 4, 5:
            return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth - 1, &random) })
        default:
            let count = Int.random(in: 0...4, using: &random)
            return .object((0..<count).map { _ in (name(&random), value(depth: depth - 1, &random)) })
        }
    }

    /// White space around what stands outside of strings.
    private static func spaced(_ text: String, _ random: inout SplitMix) -> String {
        var spaced = ""
        var isInString = false
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isInString, "[]{},:".unicodeScalars.contains(scalar), random.oneIn(2) {
                spaced += [" ", "\n", "\r\n", "\t"].randomElement(using: &random)!
            }
            spaced.unicodeScalars.append(scalar)
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isInString.toggle()
            }
        }
        return spaced
    }

    private static func changed(_ bytes: [UInt8], _ kind: Kind, _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        guard !bytes.isEmpty else { return bytes }
        switch kind {
        case .truncated: return Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
        case .deep:
            // About as deep as is allowed, which takes its time where every level is asked what it is.
            let depth = random.oneIn(20) ? Int.random(in: 505...515, using: &random) : 40
            let (open, close) = random.oneIn(2) ? ("[", "]") : ("{\"a\":", "}")
            return Array(String(repeating: open, count: depth).utf8) + bytes
                + Array(String(repeating: close, count: depth).utf8)
        case .encoding:
            if random.oneIn(2) { return [0xEF, 0xBB, 0xBF] + bytes }
            return String(decoding: bytes, as: UTF8.self).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .commas:
            let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "]") || bytes[$0] == UInt8(ascii: "}") }
            if let end = ends.randomElement(using: &random) { bytes.insert(UInt8(ascii: ","), at: end) }
            return bytes
        default:
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] = [0, 0x22, 0x2C, 0x30, 0x5C, 0x7B, 0x80, 0xC3, 0xFF, 0x2E, 0x65]
                .randomElement(using: &random)!
            return bytes
        }
    }
}
