/// The value that a coding path leads to, found in bytes that nobody has parsed.
///
/// Of bytes that are no JSON it makes what it can, and reads nothing outside them.
struct CodingPathWalk {
    /// Where the value begins: of a path that leads to nothing, the last value on it that is there.
    private(set) var offset: Int
    /// The whole path as a JSON Pointer, with the document's names as far as it leads to something.
    private(set) var pointer = ""

    /// Costs going over what comes before the value.
    init(along path: [any CodingKey], in bytes: UnsafeBufferPointer<UInt8>) {
        offset = unsafe max(0, Skim.root(of: bytes))
        var isLost = false
        for key in path {
            guard !isLost, let child = unsafe Self.child(key, at: offset, of: bytes) else {
                isLost = true
                pointer += "/" + PointerToken.escaped(Self.token(key))
                continue
            }
            offset = child.offset
            pointer += "/" + PointerToken.escaped(child.name)
        }
    }

    private static func child(
        _ key: any CodingKey,
        at offset: Int,
        of bytes: UnsafeBufferPointer<UInt8>
    ) -> (name: String, offset: Int)? {
        guard offset < bytes.count else { return nil }
        if unsafe bytes[offset] == ASCII.openBrace { return unsafe member(key.stringValue, at: offset, of: bytes) }
        guard let place = key.intValue else { return nil }
        let found = unsafe Skim.element(place, at: offset, of: bytes)
        return found < 0 ? nil : (String(place), found)
    }

    /// The first member with exactly this name, or else the first that a decoder may have found under it: one whose name is
    /// canonically equivalent, as `JSONDecoder` compares, or becomes it from `snake_case`.
    private static func member(
        _ name: String,
        at offset: Int,
        of bytes: UnsafeBufferPointer<UInt8>
    ) -> (name: String, offset: Int)? {
        var exact = name
        let found = exact.withUTF8 { unsafe Skim.member(named: $0, at: offset, of: bytes) }
        if found >= 0 { return (name, found) }
        var other: (name: String, offset: Int)?
        unsafe Skim.walk(bytes, from: offset) { text, _, position in
            guard let written = unsafe QuotedText(text).string, written == name || SnakeCase.camelCase(written) == name
            else {
                return true
            }
            other = (written, position)
            return false
        }
        return other
    }

    /// A key that leads to nothing; of an array's, decoders say "Index 3".
    private static func token(_ key: any CodingKey) -> String {
        if let place = key.intValue, key.stringValue == "Index \(place)" { return String(place) }
        return key.stringValue
    }
}
