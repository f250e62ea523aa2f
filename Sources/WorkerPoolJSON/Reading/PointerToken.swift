/// A name as a JSON Pointer has it.
enum PointerToken {
    /// `~` becomes `~0` and `/` becomes `~1`.
    ///
    /// By scalars: a `/` with a combining mark behind it is one character, and not a `/`.
    static func escaped(_ name: String) -> String {
        var token = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": token.append(contentsOf: "~0".unicodeScalars)
            case "/": token.append(contentsOf: "~1".unicodeScalars)
            default: token.append(scalar)
            }
        }
        return String(token)
    }
}
