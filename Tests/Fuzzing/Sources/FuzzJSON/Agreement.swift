// What must hold between a document and the plain reading of it.

import WorkerPoolJSON

extension PlainJSON {
    /// Whether `value`, reached by navigation, says the same; and whether decoding it does.
    func agrees(with value: FrozenJSON) -> Bool {
        guard value.exists, value.isNull == isNull else { return false }
        switch self {
        case .null:
            return value.kind == .null
        case .bool(let bool):
            return value.kind == .bool && value.bool == bool
        case .number(let text):
            let double = Double(text)!
            return value.kind == .number && value.numberText == text && value.int == Int(text)
                && value.integer(as: UInt64.self) == UInt64(text)
                && value.double?.bitPattern == (double.isFinite ? double.bitPattern : nil)
        case .string(let text):
            // By scalars, since a `String` equals what is written otherwise.
            return value.kind == .string
                && value.string.map { $0.unicodeScalars.elementsEqual(text.unicodeScalars) } == true
        case .array(let elements):
            return value.kind == .array && value.count == elements.count
                && zip(elements, value.elements).allSatisfy { $0.agrees(with: $1) }
                && !value[elements.count].exists
        case .object(let members):
            guard value.kind == .object, value.count == members.count else { return false }
            for (plain, member) in zip(members, value.members) {
                guard member.name.unicodeScalars.elementsEqual(plain.name.unicodeScalars),
                    plain.value.agrees(with: member.value)
                else { return false }
            }
            // Of members with the same name the last. It is the same place in the document, so that this costs nothing at any depth; of
            // few members, since it is quadratic.
            let values = value.members.map(\.value)
            for (name, _) in members.prefix(8) {
                let last = members.lastIndex { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }!
                guard value[name] == values[last] else { return false }
            }
            return true
        }
    }

    /// Whether looking at the bytes alone finds the first of the root's members of each name.
    func agrees(with glance: FrozenJSON.Glance<[UInt8]>, of document: FrozenJSON) -> Bool {
        guard case .object(let members) = self else { return true }
        let values = document.members.map(\.value)
        return members.prefix(8)
            .allSatisfy { member in
                let first = members.firstIndex { $0.name.unicodeScalars.elementsEqual(member.name.unicodeScalars) }!
                return glance[member.name].parsed == values[first]
            }
    }

    private var isNull: Bool {
        if case .null = self { return true }
        return false
    }
}
