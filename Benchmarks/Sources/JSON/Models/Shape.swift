// Types for documents that nobody declared types for: learned from the documents, and decoded as a declared type would be.

/// What all documents of a file have in common at one place.
final class Shape: @unchecked Sendable {  // written while it is learned, on one thread, and not after
    enum Kind { case unknown, null, bool, number, string, array, object, mixed }

    private(set) var kind = Kind.unknown
    /// Whether some documents have null here, or nothing.
    private(set) var isOptional = false
    /// Members in the order in which they were met first.
    private(set) var members: [(key: Name, shape: Shape)] = []
    private var element: Shape?
    private var seen = 0

    /// Adds what `value` says.
    func learn(_ value: Learned) {
        switch value {
        case .null: isOptional = true
        case .bool: settle(.bool)
        case .number: settle(.number)
        case .string: settle(.string)
        case .array(let elements):
            settle(.array)
            if element == nil { element = Shape() }
            for value in elements { element!.learn(value) }
        case .object(let fields):
            settle(.object)
            seen += 1
            for (name, value) in fields {
                if !members.contains(where: { $0.key.stringValue == name }) {
                    members.append((Name(stringValue: name), Shape()))
                }
                members.first { $0.key.stringValue == name }!.shape.learn(value)
            }
            for (key, shape) in members
            where seen > 1 && shape.seen == 0 || !fields.contains(where: { $0.0 == key.stringValue }) {
                shape.isOptional = true
            }
        }
    }

    private func settle(_ new: Kind) { kind = kind == .unknown || kind == new ? new : .mixed }

    /// Of an object's members only two scalars, one early and one late.
    var glance: Shape {
        let scalars = members.filter { [.bool, .number, .string].contains($0.shape.kind) }
        guard scalars.count > 2 else { return self }
        let shape = Shape()
        shape.kind = kind
        shape.members = [scalars[scalars.count / 3], scalars[scalars.count * 2 / 3]]
        return shape
    }

    /// A name of a member.
    struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Any JSON, in its order.
    enum Learned: Decodable {
        case null
        case bool, number, string
        case array([Learned])
        case object([(String, Learned)])

        init(from decoder: any Decoder) throws {
            if let container = try? decoder.container(keyedBy: Name.self) {
                self = .object(
                    try container.allKeys.map { ($0.stringValue, try container.decode(Learned.self, forKey: $0)) }
                )
                return
            }
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if (try? value.decode(String.self)) != nil {
                self = .string
            } else if (try? value.decode(Double.self)) != nil {
                self = .number
            } else if (try? value.decode(Bool.self)) != nil {
                self = .bool
            } else {
                self = .array(try value.decode([Learned].self))
            }
        }
    }

    // MARK: Decoding

    /// Decodes what is here as a type with these fields would; answers a digest of it.
    fileprivate func decode(_ container: KeyedDecodingContainer<Name>) throws -> UInt64 {
        var digest: UInt64 = 1
        for (key, shape) in members {
            if shape.isOptional, try !container.contains(key) || container.decodeNil(forKey: key) { continue }
            let value: UInt64
            switch shape.kind {
            case .bool: value = Digest.of(try container.decode(Bool.self, forKey: key))
            case .number: value = Digest.of(try container.decode(Double.self, forKey: key))
            case .string: value = UInt64(try container.decode(String.self, forKey: key).utf8.count)
            case .object: value = try shape.decode(container.nestedContainer(keyedBy: Name.self, forKey: key))
            case .array:
                var elements = try container.nestedUnkeyedContainer(forKey: key)
                value = try shape.decode(&elements)
            case .unknown, .null, .mixed: value = 0
            }
            digest = Digest.mixed(digest, value)
        }
        return digest
    }

    fileprivate func decode(_ container: inout any UnkeyedDecodingContainer) throws -> UInt64 {
        var digest: UInt64 = 2
        guard let element, ![.unknown, .null, .mixed].contains(element.kind) else { return digest }
        while !container.isAtEnd {
            if element.isOptional, try container.decodeNil() { continue }
            let value: UInt64
            switch element.kind {
            case .bool: value = Digest.of(try container.decode(Bool.self))
            case .number: value = Digest.of(try container.decode(Double.self))
            case .string: value = UInt64(try container.decode(String.self).utf8.count)
            case .object: value = try element.decode(container.nestedContainer(keyedBy: Name.self))
            default:
                var elements = try container.nestedUnkeyedContainer()
                value = try element.decode(&elements)
            }
            digest = Digest.mixed(digest, value)
        }
        return digest
    }
}

/// A document of a learned shape, the one that is being measured.
struct Shaped: Decodable, Equatable, Sendable {
    nonisolated(unsafe) static var shape = Shape()  // set between measurements, on the one thread there is

    let digest: UInt64

    init(from decoder: any Decoder) throws {
        switch Self.shape.kind {
        case .object: digest = try Self.shape.decode(decoder.container(keyedBy: Shape.Name.self))
        case .array:
            var elements = try decoder.unkeyedContainer()
            digest = try Self.shape.decode(&elements)
        default: digest = 0
        }
    }
}
