import Foundation

/// What was decoded, so that two can be compared to the bit and the byte, and that it can be said where they differ.
indirect enum Rendering: Equatable, Sendable {
    case leaf(String)
    case fault(Fault)
    /// The parts of a value, in an order that is the same for equal values.
    case parts([Part])
    /// What was done one after the other: after the first difference the rest may differ for that reason.
    case trace([Part])

    struct Part: Equatable, Sendable {
        let label: String
        let value: Rendering
    }

    /// What comes of decoding.
    static func outcome(_ decode: () throws -> Any) -> Rendering {
        do { return Rendering(of: try decode()) } catch { return .fault(Fault(error)) }
    }

    init(of value: Any) {
        switch value {
        case let value as Rendering: self = value
        case let value as Wanderer: self = .trace(value.steps)
        case let value as String: self = .leaf(Self.exact(value))
        case let value as Double: self = .leaf("Double \(value) \(value.isNaN ? 0 : value.bitPattern)")
        case let value as Float: self = .leaf("Float \(value) \(value.isNaN ? 0 : value.bitPattern)")
        case let value as Date:
            let seconds = value.timeIntervalSinceReferenceDate
            self = .leaf("Date \(seconds.isNaN ? 0 : seconds.bitPattern)")
        case let value as Data: self = .leaf("Data \(value.base64EncodedString())")
        case let value as URL: self = .leaf("URL \(Self.exact(value.relativeString)) \(value.baseURL == nil)")
        case let value as Decimal: self = .leaf("Decimal \(value)")
        case let value as UUID: self = .leaf("UUID \(value)")
        default: self = Self.reflected(value)
        }
    }

    private static func reflected(_ value: Any) -> Rendering {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .dictionary, .set:
            let members = mirror.children.map { Rendering(of: $0.value) }
            let sorted = members.map { (text: "\($0)", value: $0) }.sorted { $0.text < $1.text }
            return .parts(sorted.map { Part(label: $0.value.firstText, value: $0.value) })
        case .optional where mirror.children.isEmpty: return .leaf("nil")
        default:
            var parts: [Part] = []
            var next: Mirror? = mirror
            while let current = next {
                parts += current.children.enumerated()
                    .map { Part(label: $0.element.label ?? "\($0.offset)", value: Rendering(of: $0.element.value)) }
                next = current.superclassMirror
            }
            return parts.isEmpty ? .leaf("\(type(of: value)) \(value)") : .parts(parts)
        }
    }

    /// The key of a dictionary's member.
    private var firstText: String {
        guard case .parts(let parts) = self, let first = parts.first else { return "" }
        return "\(first.value)"
    }

    /// With nothing that looks like something else.
    private static func exact(_ text: String) -> String {
        text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
    }

    /// Where they differ, each with the way there.
    static func differences(_ ours: Rendering, _ theirs: Rendering) -> [(ours: Rendering, theirs: Rendering)] {
        switch (ours, theirs) {
        case (.parts(let one), .parts(let other)) where one.map(\.label) == other.map(\.label):
            return zip(one, other).flatMap { differences($0.value, $1.value) }
        case (.trace(let one), .trace(let other)):
            for (our, their) in zip(one, other) {
                guard our.label == their.label else { return [(.trace([our]), .trace([their]))] }
                let found = differences(our.value, their.value)
                if !found.isEmpty { return found }
            }
            return one.count == other.count ? [] : [(ours, theirs)]
        default:
            return ours == theirs ? [] : [(ours, theirs)]
        }
    }
}
