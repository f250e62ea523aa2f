// JSON Pointer as RFC 6901 has it, written plainly.

enum PlainPointer {
    /// A name, as a pointer has it.
    static func token(_ name: String) -> String {
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

extension PlainJSON {
    /// The value that `pointer` names from here.
    func follow(_ pointer: String) -> PlainJSON? {
        var tokens = pointer.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard tokens.popFirst()!.isEmpty else { return nil }
        return tokens.reduce(self) { $0?.child(String($1)) }
    }

    private func child(_ token: String) -> PlainJSON? {
        switch self {
        case .array(let elements):
            // A number is written in one way only.
            guard let place = Int(token), String(place) == token, elements.indices.contains(place) else { return nil }
            return elements[place]
        case .object(let members):
            return members.last { PlainPointer.token($0.name).utf8.elementsEqual(token.utf8) }?.value
        default: return nil
        }
    }
}
