/// A type that the containers' protocols name, with a call of the method that each has for it.
struct RequiredType: Sendable {
    /// JSON of it.
    let text: String
    let keyed: @Sendable (KeyedDecodingContainer<SomeKey>, SomeKey) throws -> Void
    let unkeyed: @Sendable (inout any UnkeyedDecodingContainer) throws -> Void
    let single: @Sendable (any SingleValueDecodingContainer) throws -> Void

    static let all: [String: RequiredType] = [
        "Bool": RequiredType(
            text: "true",
            keyed: { _ = try $0.decode(Bool.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Bool.self) },
            single: { _ = try $0.decode(Bool.self) }
        ),
        "String": RequiredType(
            text: #""x""#,
            keyed: { _ = try $0.decode(String.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(String.self) },
            single: { _ = try $0.decode(String.self) }
        ),
        "Double": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Double.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Double.self) },
            single: { _ = try $0.decode(Double.self) }
        ),
        "Float": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Float.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Float.self) },
            single: { _ = try $0.decode(Float.self) }
        ),
        "Int": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Int.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Int.self) },
            single: { _ = try $0.decode(Int.self) }
        ),
        "Int8": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Int8.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Int8.self) },
            single: { _ = try $0.decode(Int8.self) }
        ),
        "Int16": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Int16.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Int16.self) },
            single: { _ = try $0.decode(Int16.self) }
        ),
        "Int32": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Int32.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Int32.self) },
            single: { _ = try $0.decode(Int32.self) }
        ),
        "Int64": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Int64.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Int64.self) },
            single: { _ = try $0.decode(Int64.self) }
        ),
        "Int128": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(Int128.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(Int128.self) },
            single: { _ = try $0.decode(Int128.self) }
        ),
        "UInt": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(UInt.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(UInt.self) },
            single: { _ = try $0.decode(UInt.self) }
        ),
        "UInt8": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(UInt8.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(UInt8.self) },
            single: { _ = try $0.decode(UInt8.self) }
        ),
        "UInt16": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(UInt16.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(UInt16.self) },
            single: { _ = try $0.decode(UInt16.self) }
        ),
        "UInt32": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(UInt32.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(UInt32.self) },
            single: { _ = try $0.decode(UInt32.self) }
        ),
        "UInt64": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(UInt64.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(UInt64.self) },
            single: { _ = try $0.decode(UInt64.self) }
        ),
        "UInt128": RequiredType(
            text: "7",
            keyed: { _ = try $0.decode(UInt128.self, forKey: $1) },
            unkeyed: { _ = try $0.decode(UInt128.self) },
            single: { _ = try $0.decode(UInt128.self) }
        ),
    ]
}
