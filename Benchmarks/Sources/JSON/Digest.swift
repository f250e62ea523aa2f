// One number for what a document says, by which contestants are compared before they are timed.

import Foundation

/// Numbers count as doubles, objects in any order; the shim in C++ has the same functions.
enum Digest {
    static let malformed: UInt64 = 0
    static let null: UInt64 = 1
    static let missing: UInt64 = 7
    static let notScalar: UInt64 = 8
    static let fields: UInt64 = 9

    static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
        (left ^ (right &+ 0x9E37_79B9_7F4A_7C15 &+ (left << 6) &+ (left >> 2))) &* 0xBF58_476D_1CE4_E5B9
    }

    static func of(_ truth: Bool) -> UInt64 { mixed(2, truth ? 1 : 0) }

    static func of(_ number: Double) -> UInt64 { mixed(3, (number == 0 ? 0 : number).bitPattern) }

    static func of(_ text: some StringProtocol) -> UInt64 {
        // Where the bytes lie, as in C++: the string's own iterator takes longer than all of simdjson's on-demand.
        let hash = text.utf8.withContiguousStorageIfAvailable { hashed($0) } ?? hashed(text.utf8)
        return mixed(4, hash)
    }

    private static func hashed(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    static func of(array elements: some Sequence<UInt64>) -> UInt64 { elements.reduce(5, mixed) }

    static func of(object fields: some Sequence<(key: UInt64, value: UInt64)>) -> UInt64 {
        mixed(6, fields.reduce(6) { $0 &+ mixed($1.key, $1.value) })
    }

    /// Of what `JSONSerialization` makes, whose doubles are a bit off now and then: of numbers only what a `Float` holds.
    static func of(foundation value: Any) -> UInt64 {
        switch value {
        case is NSNull: null
        case let text as String: of(text)
        case let array as [Any]: of(array: array.map { of(foundation: $0) })
        case let object as [String: Any]:
            of(object: object.map { (key: of($0.key), value: of(foundation: $0.value)) })
        case let number as NSNumber:
            // A boolean is an `NSNumber`, too, of the type that Objective-C writes as "c".
            String(cString: number.objCType) == "c" ? of(number.boolValue) : of(Double(Float(number.doubleValue)))
        default: malformed
        }
    }
}
