// Names that are written in `snake_case` against keys in `camelCase`, without converting any.

/// The conversion by `JSONDecoder`'s rule: words after the first are capitalised, underscores at both ends stay, and nothing but
/// underscores stays as it is.
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
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined()
        return name[..<first] + core + name[name.index(after: last)...]
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
        var isWordStart = false
        for position in written.indices {
            var byte = unsafe written[position]
            if !isOneWord, first..<end ~= position {
                if byte == underscore {
                    isWordStart = true
                    continue
                }
                byte = isWordStart ? capital(byte) : small(byte)
                isWordStart = false
            }
            guard unsafe matched < name.count && name[matched] == byte else { return false }
            matched += 1
        }
        return matched == name.count
    }

    private static func capital(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte & ~0x20 : byte
    }

    private static func small(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
