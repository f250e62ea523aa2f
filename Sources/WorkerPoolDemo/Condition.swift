// Which documents are kept: those that have a key, or have it with a value.

import WorkerPoolJSON

struct Condition: Sendable, Equatable, CustomStringConvertible {
    let path: [String]
    let value: String?
    /// The value, for comparison with numbers: exact if it is an integer, otherwise the nearest double.
    private let integer: Int?
    private let double: Double?

    /// From `KEY` or `KEY=VALUE`; nil if there is no key.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let key = parts.first, !key.isEmpty else { return nil }
        path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        value = parts.count > 1 ? String(parts[1]) : nil
        integer = value.flatMap { Int($0) }
        double = value.flatMap { Double($0) }
    }

    var description: String {
        path.joined(separator: ".") + (value.map { "=" + $0 } ?? "")
    }

    func holds(for document: FrozenJSON) -> Bool {
        var current = document
        for component in path {
            switch current.kind {
            case .object: current = current[component]
            case .array:
                guard let position = Int(component) else { return false }
                current = current[position]
            default: return false
            }
        }
        guard let value else { return current.exists }
        return isEqual(current, to: value)
    }

    private func isEqual(_ member: FrozenJSON, to text: String) -> Bool {
        switch member.kind {
        case .string: member.string == text
        case .null: text == "null"
        case .bool: text == (member.bool == true ? "true" : "false")
        case .number:
            if let integer, let number = member.int {
                number == integer
            } else {
                double != nil && member.double == double
            }
        case .object, .array, nil: false
        }
    }
}
