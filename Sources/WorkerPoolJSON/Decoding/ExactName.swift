/// A name that equals only those with the same bytes, where a `String` equals whatever is canonically equivalent.
struct ExactName: Hashable {
    let text: String

    static func == (left: Self, right: Self) -> Bool { left.text.isExactly(right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// Whether both have the same bytes; first by the standard library's comparison, which is quick to say no.
    func isExactly(_ other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }
}
