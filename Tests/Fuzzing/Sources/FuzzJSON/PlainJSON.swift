// JSON as RFC 8259 has it, read slowly and plainly: the judge of the fast parser, with nothing of its code.

/// A value and all that is in it.
indirect enum PlainJSON {
    case null
    case bool(Bool)
    /// As it is written.
    case number(String)
    case string(String)
    case array([PlainJSON])
    case object([(name: String, value: PlainJSON)])

    /// Nil for what is no JSON, not UTF-8, or nested deeper than `maximumDepth`.
    init?(_ bytes: [UInt8], maximumDepth: Int) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var reader = Reader(scalars: Array(text.unicodeScalars), depth: maximumDepth)
        do {
            let value = try reader.value()
            reader.skipSpace()
            guard reader.position == reader.scalars.count else { return nil }
            self = value
        } catch {
            return nil
        }
    }

    /// The values right below this one, with the keys that lead to them.
    var children: [(name: String, value: PlainJSON)] {
        switch self {
        case .array(let elements): elements.enumerated().map { (String($0), $1) }
        case .object(let members): members
        default: []
        }
    }

    private struct Malformed: Error {}

    /// Recursive descent over scalars, one at a time.
    private struct Reader {
        let scalars: [Unicode.Scalar]
        var position = 0
        var depth: Int

        init(scalars: [Unicode.Scalar], depth: Int) {
            self.scalars = scalars
            self.depth = depth
        }

        var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

        mutating func take() throws -> Unicode.Scalar {
            guard let scalar = next else { throw Malformed() }
            position += 1
            return scalar
        }

        mutating func skipSpace() {
            while let scalar = next, " \t\n\r".unicodeScalars.contains(scalar) { position += 1 }
        }

        mutating func expect(_ text: String) throws {
            for scalar in text.unicodeScalars where try take() != scalar { throw Malformed() }
        }

        mutating func value() throws -> PlainJSON {
            skipSpace()
            switch next {
            case "n":
                try expect("null")
                return .null
            case "t":
                try expect("true")
                return .bool(true)
            case "f":
                try expect("false")
                return .bool(false)
            case "\"": return .string(try string())
            case "[": return try nested { .array(try $0.list(closing: "]") { try $0.value() }) }
            case "{":
                return try nested {
                    .object(
                        try $0.list(closing: "}") { reader in
                            reader.skipSpace()
                            let name = try reader.string()
                            reader.skipSpace()
                            try reader.expect(":")
                            return (name, try reader.value())
                        }
                    )
                }
            default: return .number(try number())
            }
        }

        mutating func nested(_ body: (inout Reader) throws -> PlainJSON) throws -> PlainJSON {
            position += 1
            depth -= 1
            guard depth >= 0 else { throw Malformed() }
            defer { depth += 1 }
            return try body(&self)
        }

        mutating func list<Item>(closing: Unicode.Scalar, _ item: (inout Reader) throws -> Item) throws -> [Item] {
            var items: [Item] = []
            skipSpace()
            if next == closing {
                position += 1
                return items
            }
            while true {
                items.append(try item(&self))
                skipSpace()
                let scalar = try take()
                if scalar == closing { return items }
                guard scalar == "," else { throw Malformed() }
            }
        }

        mutating func digits() throws -> String {
            var digits = ""
            while let scalar = next, ("0"..."9").contains(scalar) {
                digits.unicodeScalars.append(scalar)
                position += 1
            }
            guard !digits.isEmpty else { throw Malformed() }
            return digits
        }

        mutating func number() throws -> String {
            var text = ""
            if next == "-" {
                text = "-"
                position += 1
            }
            let whole = try digits()
            guard whole == "0" || !whole.hasPrefix("0") else { throw Malformed() }
            text += whole
            if next == "." {
                position += 1
                text += "." + (try digits())
            }
            if next == "e" || next == "E" {
                text.unicodeScalars.append(try take())
                if next == "+" || next == "-" { text.unicodeScalars.append(try take()) }
                text += try digits()
            }
            return text
        }

        mutating func string() throws -> String {
            try expect("\"")
            var text = String.UnicodeScalarView()
            while true {
                let scalar = try take()
                switch scalar {
                case "\"": return String(text)
                case "\\": text.append(try escape())
                case "\u{0}"..<" ": throw Malformed()
                default: text.append(scalar)
                }
            }
        }

        mutating func escape() throws -> Unicode.Scalar {
            switch try take() {
            case "\"": return "\""
            case "\\": return "\\"
            case "/": return "/"
            case "b": return "\u{8}"
            case "f": return "\u{C}"
            case "n": return "\n"
            case "r": return "\r"
            case "t": return "\t"
            case "u":
                let first = try codeUnit()
                if let scalar = Unicode.Scalar(first) { return scalar }
                guard (0xD800..<0xDC00).contains(first) else { throw Malformed() }
                try expect("\\u")
                let second = try codeUnit()
                guard (0xDC00..<0xE000).contains(second) else { throw Malformed() }
                return Unicode.Scalar(0x10000 + UInt32(first - 0xD800) * 0x400 + UInt32(second - 0xDC00))!
            default: throw Malformed()
            }
        }

        mutating func codeUnit() throws -> UInt16 {
            var digits = ""
            for _ in 0..<4 { digits.unicodeScalars.append(try take()) }
            guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let unit = UInt16(digits, radix: 16)
            else {
                throw Malformed()
            }
            return unit
        }
    }
}
