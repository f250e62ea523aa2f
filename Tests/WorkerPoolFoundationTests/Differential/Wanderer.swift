import TestSupport

/// A type that calls its containers at random, by a `Script`, and notes what each call answers.
///
/// So it makes every use of them that a hand-written `init(from:)` can make. Some pass on the first error that they meet.
struct Wanderer: Decodable, Sendable {
    private(set) var steps: [Rendering.Part] = []

    private let script: Script
    private let passesOn: Bool
    private let depth: Int

    init(from decoder: any Decoder) throws {
        guard let script = decoder.userInfo[Script.key] as? Script else { throw Refusal() }
        self.script = script
        let path = decoder.codingPath
        depth = path.count
        var random = script.random(at: path)
        passesOn = random.oneIn(3)
        steps.append(Self.part("path", path))
        for _ in 0..<(random.oneIn(3) ? 2 : 1) { try visit(decoder, &random) }
    }

    private static func part(_ label: String, _ path: [any CodingKey]) -> Rendering.Part {
        .init(label: label, value: .leaf(path.map { "\($0.stringValue)|" }.joined()))
    }

    private mutating func step(_ call: String, _ body: () throws -> Any) throws {
        script.count(call)
        do {
            steps.append(.init(label: call, value: Rendering(of: try body())))
        } catch {
            steps.append(.init(label: call, value: .fault(Fault(error))))
            if passesOn { throw error }
        }
    }

    private mutating func visit(_ decoder: any Decoder, _ random: inout SplitMix) throws {
        let wish = Int.random(in: 0..<8, using: &random)
        // Mostly what is there, else what is wished for, which is mostly an error.
        let isObject = (try? decoder.container(keyedBy: AnyKey.self)) != nil
        let isArray = (try? decoder.unkeyedContainer()) != nil
        if wish == 0 || isObject && wish < 6 {
            try step("container(keyedBy:)") { _ = try decoder.container(keyedBy: AnyKey.self) }
            if let container = try? decoder.container(keyedBy: AnyKey.self) { try visit(container, &random) }
        } else if wish == 1 || isArray && wish < 6 {
            try step("unkeyedContainer") { _ = try decoder.unkeyedContainer() }
            if var container = try? decoder.unkeyedContainer() { try visit(&container, &random) }
        } else {
            let container = try decoder.singleValueContainer()
            steps.append(Self.part("single.codingPath", container.codingPath))
            // What would do the same here again, without end, is none of them.
            let calls = Calls.deeper.randomElement(using: &random)!
            switch random.next() % 5 {
            case 0: try step("single.decodeNil") { container.decodeNil() }
            default: try step("single.decode") { try calls.single(container) }
            }
        }
    }

    private func calls(_ random: inout SplitMix) -> Calls {
        let wanders = depth < 5 && random.oneIn(3)
        let isStandard = random.oneIn(2)
        return (wanders ? Calls.wanderers : isStandard ? Calls.standard : Calls.others).randomElement(using: &random)!
    }

    private mutating func visit(_ container: KeyedDecodingContainer<AnyKey>, _ random: inout SplitMix) throws {
        let keys = container.allKeys.sorted { $0.stringValue.utf8.lexicographicallyPrecedes($1.stringValue.utf8) }
        try step("keyed.allKeys") { keys.map(\.stringValue) }
        steps.append(Self.part("keyed.codingPath", container.codingPath))
        let here = self
        for _ in 0..<max(1, 5 - depth) {
            let isThere = !random.oneIn(5)
            let other = AnyKey(RandomInput.keys.randomElement(using: &random)!)
            let key = (isThere ? keys.randomElement(using: &random) : nil) ?? other
            let calls = self.calls(&random)
            switch random.next() % 16 {
            case 0: try step("keyed.contains") { container.contains(key) }
            case 1: try step("keyed.decodeNil") { try container.decodeNil(forKey: key) }
            case 2:
                try step("keyed.nestedContainer") {
                    let nested = try container.nestedContainer(keyedBy: AnyKey.self, forKey: key)
                    return nested.allKeys.map(\.stringValue).sorted()
                }
                if depth < 5, let nested = try? container.nestedContainer(keyedBy: AnyKey.self, forKey: key) {
                    var deeper = SplitMix(seed: random.next())
                    if random.oneIn(2) { try visit(nested, &deeper) }
                }
            case 3:
                try step("keyed.nestedUnkeyedContainer") {
                    try container.nestedUnkeyedContainer(forKey: key).count as Any
                }
                if var nested = try? container.nestedUnkeyedContainer(forKey: key) {
                    try visit(&nested, &random)
                }
            case 4: try step("keyed.superDecoder") { try here.wandered(container.superDecoder()) }
            case 5: try step("keyed.superDecoder(forKey:)") { try here.wandered(container.superDecoder(forKey: key)) }
            case 6...8: try step("keyed.decodeIfPresent") { try calls.keyedIfPresent(container, key) }
            default: try step("keyed.decode") { try calls.keyed(container, key) }
            }
        }
    }

    private func wandered(_ decoder: any Decoder) throws -> Any {
        depth < 6 ? try Wanderer(from: decoder) : decoder.codingPath.map(\.stringValue)
    }

    private mutating func visit(_ container: inout any UnkeyedDecodingContainer, _ random: inout SplitMix) throws {
        steps.append(Self.part("unkeyed.codingPath", container.codingPath))
        let here = self
        for _ in 0..<max(1, 6 - depth) {
            let calls = self.calls(&random)
            var inner = container
            let call: String
            let body: (inout any UnkeyedDecodingContainer) throws -> Any
            switch random.next() % 16 {
            case 0: (call, body) = ("unkeyed.decodeNil", { try $0.decodeNil() })
            case 1:
                call = "unkeyed.nestedContainer"
                body = { try $0.nestedContainer(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted() }
            case 2: (call, body) = ("unkeyed.nestedUnkeyedContainer", { try $0.nestedUnkeyedContainer().count as Any })
            case 3:
                call = "unkeyed.superDecoder"
                body = { try here.wandered(try $0.superDecoder()) }
            case 4...7: (call, body) = ("unkeyed.decodeIfPresent", calls.unkeyedIfPresent)
            default: (call, body) = ("unkeyed.decode", calls.unkeyed)
            }
            try step(call) { try body(&inner) }
            container = inner
            let place = "\(inner.currentIndex) of \(inner.count ?? -1), \(inner.isAtEnd)"
            steps.append(.init(label: "unkeyed.currentIndex", value: .leaf(place)))
        }
    }
}
