// Which documents are kept: those that have a key, or have it with a value.

import Foundation

struct Condition: Sendable, Equatable, CustomStringConvertible {
    let path: [String]
    let value: String?

    /// From `KEY` or `KEY=VALUE`; nil where there is no key.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let key = parts.first, !key.isEmpty else { return nil }
        path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        value = parts.count > 1 ? String(parts[1]) : nil
    }

    var description: String {
        path.joined(separator: ".") + (value.map { "=" + $0 } ?? "")
    }

    func holds(for document: Any) -> Bool {
        var current = document
        for component in path {
            if let object = current as? [String: Any], let member = object[component] {
                current = member
            } else if let array = current as? [Any], let index = Int(component), array.indices.contains(index) {
                current = array[index]
            } else {
                return false
            }
        }
        return value.map { Self.isEqual(current, to: $0) } ?? true
    }

    private static func isEqual(_ member: Any, to text: String) -> Bool {
        switch member {
        case let string as String: string == text
        case is NSNull: text == "null"
        case let number as NSNumber where type(of: number) == type(of: NSNumber(value: true)):
            text == (number.boolValue ? "true" : "false")
        case let number as NSNumber: Double(text) == number.doubleValue
        default: false
        }
    }
}
