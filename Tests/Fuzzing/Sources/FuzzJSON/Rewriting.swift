// Documents that mean the same and are written otherwise, and such that mean something else.

import WorkerPoolJSON

/// Compares a document with copies of it.
struct Rewriting {
    private var random: SplitMix

    static func check(_ input: Input, _ plain: PlainJSON, _ document: FrozenJSON) throws {
        var rewriting = Rewriting(random: input.random)
        let options = FrozenJSON.Options(maximumDepth: 1 << 10)
        let same = try FrozenJSON(parsing: Array(rewriting.text(of: plain).utf8), options: options)
        guard same == document, document == same else { fatalError("not equal to itself, written otherwise") }
        let other = rewriting.changed(plain)
        let changed = try FrozenJSON(parsing: Array(rewriting.text(of: other).utf8), options: options)
        guard changed != document, document != changed else { fatalError("equal to something else") }
    }

    /// With members in another order, and every scalar and name written in another way.
    private mutating func text(of value: PlainJSON) -> String {
        switch value {
        case .null: return "null"
        case .bool(let bool): return bool ? "true" : "false"
        case .number(let text): return number(text)
        case .string(let text): return string(text)
        case .array(let elements): return "[" + elements.map { self.text(of: $0) }.joined(separator: " ,") + "]"
        case .object(let members):
            let counting = members.lastIndices.shuffled(using: &random)
            // Those before the last of their name count only as being there.
            let others = Set(members.indices).subtracting(counting)
            let texts =
                others.map { string(members[$0].name) + ":0" }
                + counting.map { string(members[$0].name) + ": " + self.text(of: members[$0].value) }
            return "{" + texts.joined(separator: ",") + "\n}"
        }
    }

    private mutating func string(_ text: String) -> String {
        var written = "\""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || Bool.random(using: &random) {
                for unit in String(scalar).utf16 {
                    let digits = String(UInt32(unit) + 0x10000, radix: 16, uppercase: .random(using: &random))
                    written += "\\u" + digits.dropFirst()
                }
            } else {
                written.unicodeScalars.append(scalar)
            }
        }
        return written + "\""
    }

    /// The same number with the point in another place, and more zeros behind it.
    private mutating func number(_ text: String) -> String {
        guard var decimal = Decimal(text) else { return text }
        let zeros = Int.random(in: 0..<4, using: &random)
        decimal.digits += String(repeating: "0", count: zeros)
        decimal.exponent -= zeros
        return decimal.text(wholeDigits: Int.random(in: 1...decimal.digits.count, using: &random))
    }

    /// The same except for one value that counts.
    private mutating func changed(_ value: PlainJSON) -> PlainJSON {
        switch value {
        case .null: return .bool(false)
        case .bool(let bool): return .bool(!bool)
        case .number(let text):
            guard var decimal = Decimal(text) else { return .null }
            decimal.digits += "1"
            decimal.exponent -= 1
            return .number(decimal.text(wholeDigits: 1))
        case .string(let text): return .string(text + "x")
        case .array(var elements):
            guard let place = elements.indices.randomElement(using: &random) else { return .array([.null]) }
            elements[place] = changed(elements[place])
            return .array(elements)
        case .object(var members):
            guard let place = members.lastIndices.randomElement(using: &random) else { return .object([("", .null)]) }
            members[place].value = changed(members[place].value)
            return .object(members)
        }
    }

    /// A number's digits, and the power of ten of their last.
    private struct Decimal {
        let sign: String
        var digits: String
        var exponent: Int

        /// Nil where an `Int` is too small for the exponent.
        init?(_ text: String) {
            sign = text.hasPrefix("-") ? "-" : ""
            let parts = text.dropFirst(sign.count).split { $0 == "e" || $0 == "E" }
            guard let power = parts.count > 1 ? Int(parts[1]) : 0, power.magnitude < 1 << 40 else { return nil }
            let digits = parts[0].split(separator: ".")
            let significant = digits.joined().drop { $0 == "0" }
            self.digits = significant.isEmpty ? "0" : String(significant)
            exponent = power - (digits.count > 1 ? digits[1].count : 0)
        }

        func text(wholeDigits: Int) -> String {
            let whole = digits.hasPrefix("0") ? 1 : wholeDigits
            let fraction = digits.dropFirst(whole)
            let power = exponent + fraction.count
            return sign + digits.prefix(whole) + (fraction.isEmpty ? "" : "." + fraction)
                + (power == 0 ? "" : "E\(power)")
        }
    }
}

extension [(name: String, value: PlainJSON)] {
    /// Of each name, byte for byte, the last.
    var lastIndices: [Int] {
        var last: [[UInt8]: Int] = [:]
        for place in indices { last[[UInt8](self[place].name.utf8)] = place }
        return last.values.sorted()
    }
}
