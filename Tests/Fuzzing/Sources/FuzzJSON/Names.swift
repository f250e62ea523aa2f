// The strategies for keys, and what they make of names, written plainly.

import Foundation
import WorkerPoolJSON

enum Names: CaseIterable {
    case asTheyAre
    case snakeCase
    case custom

    var strategy: FrozenJSON.DecodingOptions.KeyDecodingStrategy {
        switch self {
        case .asTheyAre: .useDefaultKeys
        case .snakeCase: .convertFromSnakeCase
        case .custom:
            .custom { path in
                DecodedKey(stringValue: Names.shortened(path.last!.stringValue, depth: path.count))
            }
        }
    }

    /// What a decoding sees of a name in an object, to which `depth` keys lead.
    func converted(_ name: String, depth: Int) -> String {
        switch self {
        case .asTheyAre: name
        case .snakeCase: Names.camelCase(name)
        case .custom: Names.shortened(name, depth: depth + 1)
        }
    }

    /// Different names may become the same.
    private static func shortened(_ name: String, depth: Int) -> String {
        String(depth) + String(String.UnicodeScalarView(name.unicodeScalars.prefix(2)))
    }

    private static func camelCase(_ name: String) -> String {
        let core = name.drop { $0 == "_" }
        let after = core.reversed().prefix { $0 == "_" }
        let words = core.dropLast(after.count).split(separator: "_").map(String.init)
        guard words.count > 1 else { return name }
        let before = name.prefix(name.count - core.count)
        let rest = words.dropFirst().map(\.capitalized)  // Foundation's, as in `JSONDecoder`
        return before + words[0].lowercased() + rest.joined() + String(after)
    }
}

/// Any name.
struct DecodedKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
