// From the root down, by all ways to go.

import WorkerPoolJSON

/// A way to one of the document's values.
enum Walking {
    /// Goes down at random a few times, by pointer and by glance; and by the input's pointer, wherever that leads.
    static func check(_ input: Input, _ plain: PlainJSON, _ document: FrozenJSON) {
        var random = input.random
        for _ in 0..<4 {
            check(Place(plain, document, FrozenJSON.Glance(at: input.document), ""), below: document, &random)
        }
        for pointer in [input.pointer, "/" + input.pointer] { check(pointer, plain, document) }
    }

    private static func check(_ start: Place, below document: FrozenJSON, _ random: inout SplitMix) {
        var place = start
        while let child = place.children.randomElement(using: &random) {
            guard document[pointer: child.pointer] == child.value else { fatalError("pointed at something else") }
            place = child
        }
        guard place.plain.agrees(with: place.value), place.glance.parsed == place.value else {
            fatalError("glanced at something else")
        }
        guard !document[pointer: place.pointer + "/"].exists || place.isObject else { fatalError("pointed too far") }
    }

    private static func check(_ pointer: String, _ plain: PlainJSON, _ document: FrozenJSON) {
        let found = document[pointer: pointer]
        guard let expected = plain.follow(pointer) else {
            guard !found.exists else { fatalError("pointed at what is not there") }
            return
        }
        guard expected.agrees(with: found) else { fatalError("pointed at something else") }
    }
}

/// A value, and where it is by all ways.
private struct Place {
    let plain: PlainJSON
    let value: FrozenJSON
    let glance: FrozenJSON.Glance<[UInt8]>
    let pointer: String

    init(_ plain: PlainJSON, _ value: FrozenJSON, _ glance: FrozenJSON.Glance<[UInt8]>, _ pointer: String) {
        self.plain = plain
        self.value = value
        self.glance = glance
        self.pointer = pointer
    }

    var isObject: Bool { value.kind == .object }

    /// Without the names that are repeated, of which a glance finds the first and a pointer the last.
    var children: [Place] {
        switch plain {
        case .array(let elements):
            return zip(elements, value.elements).enumerated()
                .map { Place($1.0, $1.1, glance[$0], "\(pointer)/\($0)") }
        case .object(let members):
            let count = members.reduce(into: [:]) { $0[Array($1.name.utf8), default: 0] += 1 }
            return zip(members, value.members)
                .filter { count[Array($0.0.name.utf8)] == 1 }
                .map { Place($0.value, $1.value, glance[$0.name], "\(pointer)/\(PlainPointer.token($0.name))") }
        default: return []
        }
    }
}
