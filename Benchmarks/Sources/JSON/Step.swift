// The way to a value in a document.

/// A key of an object or an index of an array.
enum Step {
    case key(String)
    case index(Int)

    /// The steps of a JSON Pointer (RFC 6901); a step of digits is an index.
    static func steps(of pointer: String) -> [Step] {
        pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { part in
                if let index = Int(part) { return .index(index) }
                return .key(String(part).replacing("~1", with: "/").replacing("~0", with: "~"))
            }
    }
}
