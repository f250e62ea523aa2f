import WorkerPoolJSON

/// A JSON value to change and to write: names, strings and numbers as they are written.
indirect enum Sample: Sendable {
    /// `true`, `1e3`, `"x\n"`.
    case scalar(String)
    case array([Sample])
    /// Names with their quotes.
    case object([(name: String, value: Sample)])

    init(_ text: String) throws { try self.init([UInt8](text.utf8)) }

    init(_ bytes: [UInt8]) throws { self.init(try FrozenJSON(parsing: bytes)) }

    private init(_ value: FrozenJSON) {
        switch value.kind {
        case .array: self = .array(value.elements.map(Sample.init))
        case .object:
            self = .object(value.members.map { (Self.quoted($0.name), Sample($0.value)) })
        default: self = .scalar(value.description)
        }
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\0"..."\u{1F}": quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    var text: String {
        switch self {
        case .scalar(let text): text
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { $0.name + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }

    /// How many values it is.
    var count: Int {
        switch self {
        case .scalar: 1
        case .array(let elements): elements.reduce(1) { $0 + $1.count }
        case .object(let members): members.reduce(1) { $0 + $1.value.count }
        }
    }

    /// With `change` applied to the value that comes `place` values into this one.
    func changed(at place: Int, _ change: (Sample) -> Sample) -> Sample {
        var place = place
        return changed(&place, change)
    }

    private func changed(_ place: inout Int, _ change: (Sample) -> Sample) -> Sample {
        if place == 0 {
            place -= 1
            return change(self)
        }
        place -= 1
        switch self {
        case .scalar: return self
        case .array(let elements):
            return .array(elements.map { place < 0 ? $0 : $0.changed(&place, change) })
        case .object(let members):
            return .object(members.map { ($0.name, place < 0 ? $0.value : $0.value.changed(&place, change)) })
        }
    }

    static func same(_ text: String) -> String { text }

    /// With each scalar and each name changed.
    func mapped(scalars: (String) -> String = Sample.same, names: (String) -> String = Sample.same) -> Sample {
        switch self {
        case .scalar(let text): .scalar(scalars(text))
        case .array(let elements): .array(elements.map { $0.mapped(scalars: scalars, names: names) })
        case .object(let members):
            .object(members.map { (names($0.name), $0.value.mapped(scalars: scalars, names: names)) })
        }
    }

    /// With one object of several members reduced to one of them, for each object and each member.
    var withOneMember: [Sample] {
        (0..<count)
            .flatMap { place in
                var members: [(name: String, value: Sample)] = []
                _ = changed(at: place) { value in
                    if case .object(let these) = value { members = these }
                    return value
                }
                return members.count > 1 ? members.map { member in changed(at: place) { _ in .object([member]) } } : []
            }
    }
}
