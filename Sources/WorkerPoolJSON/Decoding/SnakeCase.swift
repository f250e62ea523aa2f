// Names that are written in `snake_case` against keys in `camelCase`, without converting any.

/// The conversion by `JSONDecoder`'s rule: words after the first are capitalised as by Foundation, so a letter behind a digit or a hyphen
/// too; underscores at both ends stay, and a name that is one word stays as it is.
enum SnakeCase {
    static func camelCase(_ name: String) -> String {
        guard name.contains("_") else { return name }
        guard let first = name.firstIndex(where: { $0 != "_" }), let last = name.lastIndex(where: { $0 != "_" }) else {
            return name
        }
        let words = name[first...last].split(separator: "_")
        let core =
            words.count == 1
            ? String(words[0])
            : words[0].lowercased()
                + words.dropFirst().map(capitalized).joined()
        return name[..<first] + core + name[name.index(after: last)...]
    }

    /// As `capitalized` of Foundation, without it: the first letter of each run of letters in title case, the others in lower
    /// case; marks, and what modifies a letter, do not end a run.
    private static func capitalized(_ word: Substring) -> String {
        var result = ""
        var isInRun = false
        for scalar in word.unicodeScalars {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .uppercaseLetter, .titlecaseLetter:
                result += isInRun ? properties.lowercaseMapping : String(scalar)
                isInRun = true
            case .lowercaseLetter:
                result += isInRun ? String(scalar) : properties.titlecaseMapping
                isInRun = true
            case .nonspacingMark, .enclosingMark, .modifierLetter, .modifierSymbol, .format:
                result.unicodeScalars.append(scalar)
            default:
                result.unicodeScalars.append(scalar)
                if scalar != "'" && scalar != "\u{2019}" { isInRun = false }
            }
        }
        return result
    }

    /// Whether `written`, which is all ASCII, becomes `name`.
    static func isConverted(_ written: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let underscore = UInt8(ascii: "_")
        var first = 0
        while unsafe first < written.count && written[first] == underscore { first += 1 }
        var end = written.count
        while unsafe end > first && written[end - 1] == underscore { end -= 1 }
        // A single word keeps its capitals.
        let isOneWord = unsafe !written[first..<end].contains(underscore)

        var matched = 0
        // In the first word there is nothing to capitalise.
        var isFirstWord = true
        var isInRun = false
        for position in written.indices {
            var byte = unsafe written[position]
            if !isOneWord, first..<end ~= position {
                if byte == underscore {
                    isFirstWord = false
                    isInRun = false
                    continue
                }
                if isLetter(byte) {
                    byte = isFirstWord || isInRun ? byte | 0x20 : byte & ~0x20
                    isInRun = true
                } else if !isIgnored(byte) {
                    isInRun = false
                }
            }
            guard unsafe matched < name.count && name[matched] == byte else { return false }
            matched += 1
        }
        return matched == name.count
    }

    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

    /// Whether it does not end a run of letters.
    private static func isIgnored(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "^") || byte == UInt8(ascii: "`")
    }
}
