import Foundation

/// The calls of the three containers for one type, each where the type is known: so the container's method for this very type is called.
struct Calls: Sendable {
    typealias Keyed = KeyedDecodingContainer<AnyKey>

    let type: String
    let keyed: @Sendable (Keyed, AnyKey) throws -> Any
    let keyedIfPresent: @Sendable (Keyed, AnyKey) throws -> Any
    let unkeyed: @Sendable (inout any UnkeyedDecodingContainer) throws -> Any
    let unkeyedIfPresent: @Sendable (inout any UnkeyedDecodingContainer) throws -> Any
    let single: @Sendable (any SingleValueDecodingContainer) throws -> Any
}

extension Calls {
    /// The types that the containers have methods for.
    static let standard: [Calls] = [
        Calls(
            type: "Bool",
            keyed: { try $0.decode(Bool.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Bool.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Bool.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Bool.self) as Any },
            single: { try $0.decode(Bool.self) }
        ),
        Calls(
            type: "String",
            keyed: { try $0.decode(String.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(String.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(String.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(String.self) as Any },
            single: { try $0.decode(String.self) }
        ),
        Calls(
            type: "Double",
            keyed: { try $0.decode(Double.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Double.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Double.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Double.self) as Any },
            single: { try $0.decode(Double.self) }
        ),
        Calls(
            type: "Float",
            keyed: { try $0.decode(Float.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Float.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Float.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Float.self) as Any },
            single: { try $0.decode(Float.self) }
        ),
        Calls(
            type: "Int",
            keyed: { try $0.decode(Int.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Int.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Int.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Int.self) as Any },
            single: { try $0.decode(Int.self) }
        ),
        Calls(
            type: "Int8",
            keyed: { try $0.decode(Int8.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Int8.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Int8.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Int8.self) as Any },
            single: { try $0.decode(Int8.self) }
        ),
        Calls(
            type: "Int16",
            keyed: { try $0.decode(Int16.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Int16.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Int16.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Int16.self) as Any },
            single: { try $0.decode(Int16.self) }
        ),
        Calls(
            type: "Int32",
            keyed: { try $0.decode(Int32.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Int32.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Int32.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Int32.self) as Any },
            single: { try $0.decode(Int32.self) }
        ),
        Calls(
            type: "Int64",
            keyed: { try $0.decode(Int64.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Int64.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Int64.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Int64.self) as Any },
            single: { try $0.decode(Int64.self) }
        ),
        Calls(
            type: "Int128",
            keyed: { try $0.decode(Int128.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(Int128.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(Int128.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(Int128.self) as Any },
            single: { try $0.decode(Int128.self) }
        ),
        Calls(
            type: "UInt",
            keyed: { try $0.decode(UInt.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(UInt.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(UInt.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(UInt.self) as Any },
            single: { try $0.decode(UInt.self) }
        ),
        Calls(
            type: "UInt8",
            keyed: { try $0.decode(UInt8.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(UInt8.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(UInt8.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(UInt8.self) as Any },
            single: { try $0.decode(UInt8.self) }
        ),
        Calls(
            type: "UInt16",
            keyed: { try $0.decode(UInt16.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(UInt16.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(UInt16.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(UInt16.self) as Any },
            single: { try $0.decode(UInt16.self) }
        ),
        Calls(
            type: "UInt32",
            keyed: { try $0.decode(UInt32.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(UInt32.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(UInt32.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(UInt32.self) as Any },
            single: { try $0.decode(UInt32.self) }
        ),
        Calls(
            type: "UInt64",
            keyed: { try $0.decode(UInt64.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(UInt64.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(UInt64.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(UInt64.self) as Any },
            single: { try $0.decode(UInt64.self) }
        ),
        Calls(
            type: "UInt128",
            keyed: { try $0.decode(UInt128.self, forKey: $1) },
            keyedIfPresent: { try $0.decodeIfPresent(UInt128.self, forKey: $1) as Any },
            unkeyed: { try $0.decode(UInt128.self) },
            unkeyedIfPresent: { try $0.decodeIfPresent(UInt128.self) as Any },
            single: { try $0.decode(UInt128.self) }
        ),
    ]
}
